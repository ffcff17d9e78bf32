create sequence vibe.web_change;

create table vibe.web_messages (
    id           bigint generated always as identity primary key,
    change       bigint not null default nextval('vibe.web_change'),
    key          text not null unique,
    channel      text not null,
    thread       text,
    private_to   text,
    is_transient boolean not null default false,
    content      text not null,
    created_at   timestamptz not null default now()
);
create index web_messages_changed on vibe.web_messages (change);


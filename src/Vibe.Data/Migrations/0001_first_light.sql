create sequence vibe.build_number;

create table vibe.builds (
    id           text primary key,
    number       bigint not null unique default nextval('vibe.build_number'),
    platform     text not null,
    workspace    text not null,
    channel      text not null,
    thread       text,
    card_message text,
    requester    text not null,
    project      text not null,
    title        text not null,
    reply_to     text,
    stage        text not null,
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    ended_at     timestamptz
);
create index builds_open on vibe.builds (platform, workspace, requester) where ended_at is null;
create index builds_of_person on vibe.builds (platform, workspace, requester, number desc);
create index builds_in_thread on vibe.builds (platform, workspace, channel, thread) where thread is not null;
create index builds_by_card on vibe.builds (platform, workspace, channel, card_message) where card_message is not null;

create table vibe.inbox (
    id           bigint generated always as identity primary key,
    platform     text not null,
    workspace    text not null,
    event_id     text not null,
    payload      text not null,
    received_at  timestamptz not null default now(),
    attempts     integer not null default 0,
    answers      integer not null default 0,
    next_at      timestamptz not null default now(),
    lease_token  uuid,
    leased_until timestamptz,
    done_at      timestamptz,
    dead_at      timestamptz,
    last_error   text,
    unique (platform, workspace, event_id)
);
create index inbox_waiting on vibe.inbox (id) where done_at is null and dead_at is null;
create index inbox_dead on vibe.inbox (dead_at) where dead_at is not null;
create index inbox_done on vibe.inbox (done_at) where done_at is not null;

-- One row per thing that a thread should show: a card (kind 0: desired state, latest revision wins), a notice (1) or a file (2), both sent once.
create table vibe.outbox (
    id                 bigint generated always as identity primary key,
    kind               smallint not null,
    key                text not null unique,
    build_id           text not null references vibe.builds (id),
    content            text not null,
    revision           bigint not null default 1,
    published_revision bigint not null default 0,
    -- A notice or file goes out after the card has shown this revision, so that nobody is called to buttons that are not there yet.
    after_revision     bigint not null default 0,
    -- 0 decisions, ends and what asks for a decision; 1 the first card of a build; 2 progress. Places in line come last, by place.
    rank               smallint not null,
    waiting            boolean not null default false,
    shown_line         text,
    message_id         text,
    progress           text,
    -- Set when a message may have reached the platform without having been recorded: then it is looked for before it is sent again.
    is_sending         boolean not null default false,
    attempts           integer not null default 0,
    next_at            timestamptz not null default now(),
    lease_token        uuid,
    leased_until       timestamptz,
    failed_at          timestamptz,
    failure_code       text,
    failure            text,
    created_at         timestamptz not null default now(),
    updated_at         timestamptz not null default now()
);
create unique index outbox_card on vibe.outbox (build_id) where kind = 0;
create index outbox_of_build on vibe.outbox (build_id);
create index outbox_due on vibe.outbox (id) where failed_at is null and (revision > published_revision or waiting);
create index outbox_failed on vibe.outbox (failed_at) where failed_at is not null;

create table vibe.line_snapshots (
    pool       text primary key,
    revision   bigint not null,
    content    text not null,
    updated_at timestamptz not null default now()
);

create table vibe.line_places (
    build_id    text primary key,
    pool        text not null,
    place       integer not null,
    fingerprint text not null
);
create index line_places_of_pool on vibe.line_places (pool);

create table vibe.blobs (
    digest     text primary key,
    content    bytea not null,
    created_at timestamptz not null default now()
);
-- What is kept is compressed already or small: no second compression.
alter table vibe.blobs alter column content set storage external;

create table vibe.artifacts (
    digest     text not null,
    build_id   text not null,
    round      integer not null,
    created_at timestamptz not null default now(),
    primary key (build_id, round, digest)
);
create index artifacts_by_digest on vibe.artifacts (digest);

-- Which build a text belongs to; the text itself is a blob.
create table vibe.texts (
    build_id   text not null,
    kind       text not null,
    digest     text not null references vibe.blobs (digest),
    created_at timestamptz not null default now(),
    primary key (build_id, kind, digest)
);

create table vibe.audit (
    id         bigint generated always as identity primary key,
    key        text not null unique,
    at         timestamptz not null default now(),
    person     text,
    workspace  text,
    action     text not null,
    build_id   text,
    round      integer,
    digest     text,
    outcome    text not null,
    code       text,
    reason     text,
    text       text
);
create index audit_of_build on vibe.audit (build_id, id);

create table vibe.usage (
    key           text primary key,
    build_id      text not null,
    stage         text not null,
    pool          text not null,
    provider      text not null,
    model         text not null,
    input_tokens  bigint not null,
    output_tokens bigint not null,
    cost_usd      numeric(18, 8),
    duration_ms   bigint not null,
    at            timestamptz not null default now()
);
create index usage_of_build on vibe.usage (build_id);
create index usage_recent on vibe.usage (pool, stage, at desc);

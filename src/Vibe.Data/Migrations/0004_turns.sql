-- Work that one process of all does now and then, and when it is due again.
create table vibe.turns (
    name    text primary key,
    next_at timestamptz not null
);
create index builds_unended on vibe.builds (number) where ended_at is null;

-- What a platform refuses until somebody mends something is tried again, and is seen meanwhile.
create index outbox_troubled on vibe.outbox (id) where failure is not null;

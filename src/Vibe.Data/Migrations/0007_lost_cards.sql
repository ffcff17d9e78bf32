-- How often a card's message was found to be deleted, and when last: the message that takes its place is not older.
alter table vibe.outbox add column losses integer not null default 0;
alter table vibe.outbox add column lost_at timestamptz;

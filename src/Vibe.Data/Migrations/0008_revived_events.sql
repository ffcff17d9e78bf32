-- An event that was given up and is tried again waits as long as a new one.
alter table vibe.inbox add column revived_at timestamptz;

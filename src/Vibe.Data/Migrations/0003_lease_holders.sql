-- Which process holds a lease, so that the next one on the same machine need not wait for the time of one that was killed.
alter table vibe.inbox add column lease_holder text;
alter table vibe.outbox add column lease_holder text;

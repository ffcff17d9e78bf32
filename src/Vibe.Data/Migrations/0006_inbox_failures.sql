-- How often an event failed by an error of ours; attempts count also those in which it only waited for somebody.
alter table vibe.inbox add column failures integer not null default 0;

create index web_messages_of_channel on vibe.web_messages (channel, id desc);
create index web_messages_of_thread on vibe.web_messages (thread) where thread is not null;

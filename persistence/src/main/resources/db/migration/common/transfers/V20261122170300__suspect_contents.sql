-- Safe online: adds columns without a default, and an index that is empty at first.
alter table content add column suspect_at timestamp(6) with time zone;
alter table content add column look_again_at timestamp(6) with time zone;
create index content_look_again on content (look_again_at);

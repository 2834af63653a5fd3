-- Safe online: adds columns; the secrets that there are need not be replaced.
alter table api_client add column one_time boolean default false not null;
alter table api_client add column previous_one_time boolean default false not null;
alter table api_client add column tokens_from timestamp(6) with time zone;

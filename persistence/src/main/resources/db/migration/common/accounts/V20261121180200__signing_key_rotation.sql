-- Safe online: adds columns; an older version goes on signing with the newest key, which every node finds by its id.
alter table signing_key add column version bigint default 0 not null;
alter table signing_key add column signs_from timestamp(6) with time zone default current_timestamp not null;
alter table signing_key add column expires_at timestamp(6) with time zone;
update signing_key set signs_from = created_at;
create index signing_key_expires on signing_key (expires_at);

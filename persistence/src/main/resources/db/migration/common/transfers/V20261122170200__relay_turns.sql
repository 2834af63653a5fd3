-- Safe online: adds a column with a default to a small table.
alter table transfer_relay add column turn bigint default 0 not null;

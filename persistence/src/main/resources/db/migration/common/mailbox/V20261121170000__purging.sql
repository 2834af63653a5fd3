-- Safe online: adds columns with defaults.
-- Events up to "purged" are gone. Those up to "purge_to", which were acknowledged, go at "purge_at"; null when none wait for that.
alter table mailbox add column purged bigint default 0 not null;
alter table mailbox add column purge_to bigint default 0 not null;
alter table mailbox add column purge_at timestamp(6) with time zone;

-- Safe online: adds a column without a default.
alter table transfer_settings add column address_targets boolean;

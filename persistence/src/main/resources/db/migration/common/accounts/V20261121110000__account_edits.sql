-- Safe online: adds a column with a default.
-- Addresses have rows of their own; this makes the account's version rise with them.
alter table account add column address_edits integer default 0 not null;

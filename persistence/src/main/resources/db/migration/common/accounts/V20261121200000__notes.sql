-- Not safe online: builds indexes, which hold up changes of accounts while they do.
-- What an enterprise keeps on an account for its own use; it finds the account by its own id for it, or by a real address.
alter table account add column external_id varchar(100);
alter table account add column metadata varchar;
alter table account add constraint account_external_id unique (enterprise_id, external_id);
create index account_address_value on account_address (enterprise_id, address);

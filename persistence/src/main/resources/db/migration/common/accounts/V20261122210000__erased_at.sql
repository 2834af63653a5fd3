-- Not safe online: builds an index, which holds up whatever changes an account while it does.
alter table account add column erased_at timestamp(6) with time zone;
create index account_erased on account (enterprise_id, erased_at);

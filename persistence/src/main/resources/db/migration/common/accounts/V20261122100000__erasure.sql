-- Not safe online: builds indexes, which hold up accounts and enrolments while they do.
-- An account that is erased: since when the next part waits, whose part it is, and after which row it goes on.
alter table account add column state varchar(20) default 'ACTIVE' not null;
alter table account add column erasure_due_at timestamp(6) with time zone;
alter table account add column erasure_step integer;
alter table account add column erasure_after uuid;
create index account_erasure on account (erasure_due_at);
create index enrolment_account on enrolment (account_id, id);

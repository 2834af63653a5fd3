-- Safe online: adds a column with a default and fills it once.
-- What was counted, beside what is taken: a use that is only reserved may be given back.
alter table identifier_quota add column counted integer default 0 not null;
update identifier_quota set counted = (
    select count(*) from call_reservation
    where call_reservation.identifier_id = identifier_quota.identifier_id and call_reservation.state = 'COMMITTED'
);

-- Safe online: creates new tables only.
create table enterprise_event (
    id uuid primary key,
    enterprise_id uuid not null,
    account_id uuid,
    type varchar(100) not null,
    subject varchar(100) not null,
    occurred_at timestamp(6) with time zone not null,
    data varchar not null,
    expires_at timestamp(6) with time zone not null
);
create index enterprise_event_enterprise on enterprise_event (enterprise_id, id);
create index enterprise_event_account on enterprise_event (enterprise_id, account_id, id);
create index enterprise_event_expires on enterprise_event (expires_at);

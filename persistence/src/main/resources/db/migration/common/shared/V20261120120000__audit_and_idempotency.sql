-- Safe online: creates new tables only.
create table audit_entry (
    id uuid primary key,
    at timestamp(6) with time zone not null,
    enterprise_id uuid,
    actor varchar(60) not null,
    acting_for uuid,
    action varchar(60) not null,
    resource varchar(100) not null,
    outcome varchar(60) not null,
    source_address varchar(60),
    request_id varchar(60)
);
create index audit_entry_enterprise on audit_entry (enterprise_id, id);

create table idempotency_claim (
    key_hash ${bytes} primary key,
    fingerprint ${bytes} not null,
    fence bigint not null,
    completed boolean not null,
    answer ${bytes},
    lease_until timestamp(6) with time zone not null,
    expires_at timestamp(6) with time zone not null
);
create index idempotency_claim_expires on idempotency_claim (expires_at);

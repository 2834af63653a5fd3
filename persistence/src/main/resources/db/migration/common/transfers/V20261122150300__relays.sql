-- Safe online: creates new tables only.
create table transfer_relay (
    transfer_id uuid primary key references transfer,
    version bigint not null,
    account_id uuid not null references account,
    central_id uuid not null,
    digest varchar(128) not null,
    proven boolean not null,
    upload_id uuid,
    failures integer not null,
    patient_until timestamp(6) with time zone not null,
    due_at timestamp(6) with time zone not null
);
create index transfer_relay_due on transfer_relay (due_at);

create index transfer_relay_digest on transfer_relay (digest);

create table central_fetch (
    enterprise_id uuid not null references enterprise,
    algorithm varchar(20) not null,
    digest varchar(128) not null,
    version bigint not null,
    holder_id uuid not null,
    held_until timestamp(6) with time zone not null,
    progressed_at timestamp(6) with time zone not null,
    primary key (enterprise_id, algorithm, digest)
);

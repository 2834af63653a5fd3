-- Safe online: creates new tables only.
create table transfer_upload (
    id uuid primary key,
    version bigint not null,
    transfer_id uuid not null references transfer,
    kind varchar(20) not null,
    state varchar(20) not null,
    length bigint,
    durable bigint not null,
    metadata varchar(4096),
    fence bigint not null,
    held_until timestamp(6) with time zone,
    verify_at timestamp(6) with time zone,
    verify_pause integer not null,
    created_at timestamp(6) with time zone not null,
    kept_until timestamp(6) with time zone not null,
    due_at timestamp(6) with time zone not null
);
create index transfer_upload_transfer on transfer_upload (transfer_id, id);
create index transfer_upload_due on transfer_upload (due_at);
create index transfer_upload_state on transfer_upload (state, kind, id);

create table transfer_upload_segment (
    upload_id uuid not null references transfer_upload,
    fence bigint not null,
    begins_at bigint not null,
    primary key (upload_id, fence)
);

create table transfer_upload_part (
    upload_id uuid not null references transfer_upload,
    position integer not null,
    part_id uuid not null,
    primary key (upload_id, position)
);

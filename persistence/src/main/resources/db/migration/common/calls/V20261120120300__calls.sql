-- Safe online: creates new tables only.
create table call_settings (
    enterprise_id uuid primary key references enterprise,
    version bigint not null,
    default_validity_seconds bigint,
    default_max_calls integer,
    default_count_on varchar(20)
);

create table virtual_identifier (
    id uuid primary key,
    version bigint not null,
    enterprise_id uuid not null references enterprise,
    account_id uuid not null references account,
    label varchar(100),
    status varchar(20) not null,
    not_before timestamp(6) with time zone,
    valid_until timestamp(6) with time zone not null,
    max_calls integer not null,
    count_on varchar(20) not null,
    expiry_due_at timestamp(6) with time zone,
    created_at timestamp(6) with time zone not null,
    revoked_at timestamp(6) with time zone
);
create index virtual_identifier_account on virtual_identifier (account_id, id);
create index virtual_identifier_expiry on virtual_identifier (expiry_due_at);

create table identifier_code (
    id uuid primary key,
    code_mac ${bytes} not null,
    identifier_id uuid not null references virtual_identifier,
    form varchar(20) not null,
    code_wrapped ${bytes},
    constraint identifier_code_once unique (code_mac)
);
create index identifier_code_identifier on identifier_code (identifier_id, form);

create table identifier_quota (
    identifier_id uuid primary key references virtual_identifier,
    granted integer not null,
    used integer not null,
    constraint identifier_quota_sane check (used >= 0)
);

create table placed_call (
    id uuid primary key,
    version bigint not null,
    identifier_id uuid not null references virtual_identifier,
    owner_enterprise_id uuid not null references enterprise,
    owner_account_id uuid not null references account,
    caller_enterprise_id uuid not null references enterprise,
    caller_account_id uuid not null references account,
    caller_terminal_id uuid references terminal,
    caller_pseudonym varchar(40) not null,
    label varchar(100),
    state varchar(20) not null,
    caller_state varchar(20) not null,
    placed_at timestamp(6) with time zone not null,
    ring_until timestamp(6) with time zone not null,
    ring_acknowledged_at timestamp(6) with time zone,
    caller_ring_until timestamp(6) with time zone not null,
    answered_by uuid references terminal,
    answered_at timestamp(6) with time zone,
    connect_until timestamp(6) with time zone,
    owner_connected boolean not null,
    caller_connected boolean not null,
    connected_at timestamp(6) with time zone,
    ended_at timestamp(6) with time zone,
    caller_ended_at timestamp(6) with time zone,
    end_reason varchar(30),
    due_at timestamp(6) with time zone
);
create index placed_call_owner on placed_call (owner_account_id, id);
create index placed_call_caller on placed_call (caller_account_id, id);
create index placed_call_identifier_due on placed_call (identifier_id, due_at);
create index placed_call_due on placed_call (due_at);

create table call_leg (
    call_id uuid not null references placed_call,
    terminal_id uuid not null references terminal,
    state varchar(20) not null,
    primary key (call_id, terminal_id)
);

create table call_reservation (
    call_id uuid primary key references placed_call,
    identifier_id uuid not null references virtual_identifier,
    state varchar(20) not null
);

create table refused_call (
    id uuid primary key,
    identifier_id uuid,
    owner_enterprise_id uuid,
    caller_account_id uuid not null,
    cause varchar(20) not null,
    at timestamp(6) with time zone not null
);
create index refused_call_owner on refused_call (owner_enterprise_id, id);

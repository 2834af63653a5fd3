-- Safe online: creates new tables only.
create table transfer_settings (
    enterprise_id uuid primary key references enterprise,
    version bigint not null,
    algorithm varchar(20),
    account_share integer,
    open_transfers integer
);

create table transfer (
    id uuid primary key,
    version bigint not null,
    enterprise_id uuid not null references enterprise,
    source_account_id uuid not null references account,
    source_terminal_id uuid references terminal,
    source_pseudonym varchar(40),
    source_shown boolean not null,
    external_id varchar(100),
    metadata varchar,
    target_enterprise_id uuid not null references enterprise,
    target_account_id uuid not null references account,
    target_whole boolean not null,
    target_hidden boolean not null,
    target_named varchar(100) not null,
    target_identifier_id uuid,
    algorithm varchar(20) not null,
    digest varchar(128) not null,
    size bigint not null,
    name varchar(255),
    media_type varchar(127),
    completion varchar(20) not null,
    state varchar(20) not null,
    content_state varchar(20) not null,
    failure varchar(20),
    content_id uuid,
    relay varchar(20),
    asked_by uuid references api_client,
    created_at timestamp(6) with time zone not null,
    open_until timestamp(6) with time zone not null,
    ended_at timestamp(6) with time zone,
    due_at timestamp(6) with time zone
);
create index transfer_source on transfer (source_account_id, id);
create index transfer_source_external on transfer (source_account_id, external_id, id);
create index transfer_target on transfer (target_account_id, id);
create index transfer_content on transfer (content_id);
create index transfer_due on transfer (due_at);

create table transfer_delivery (
    transfer_id uuid not null references transfer,
    terminal_id uuid not null references terminal,
    state varchar(20) not null,
    primary key (transfer_id, terminal_id)
);
create index transfer_delivery_terminal on transfer_delivery (terminal_id, transfer_id);

create table transfer_terminal_change (
    terminal_id uuid primary key references terminal,
    account_id uuid not null references account,
    kind varchar(20) not null,
    after_id uuid,
    due_at timestamp(6) with time zone not null,
    again_at timestamp(6) with time zone not null
);
create index transfer_terminal_change_due on transfer_terminal_change (due_at);

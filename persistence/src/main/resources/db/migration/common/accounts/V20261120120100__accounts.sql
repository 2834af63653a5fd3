-- Safe online: creates new tables only.
create table enterprise (
    id uuid primary key,
    version bigint not null,
    name varchar(200) not null,
    created_at timestamp(6) with time zone not null
);

create table api_client (
    id uuid primary key,
    version bigint not null,
    enterprise_id uuid references enterprise,
    name varchar(200) not null,
    role varchar(20) not null,
    scopes varchar(100) not null,
    secret_mac ${bytes} not null,
    created_at timestamp(6) with time zone not null
);
create index api_client_enterprise on api_client (enterprise_id, id);

create table account (
    id uuid primary key,
    version bigint not null,
    enterprise_id uuid not null references enterprise,
    name varchar(200) not null,
    created_at timestamp(6) with time zone not null
);
create index account_enterprise on account (enterprise_id, id);

create table account_address (
    id uuid primary key,
    account_id uuid not null references account,
    enterprise_id uuid not null references enterprise,
    kind varchar(10) not null,
    provider varchar(50) not null,
    address varchar(320) not null,
    constraint account_address_unique unique (enterprise_id, kind, provider, address)
);
create index account_address_account on account_address (account_id, id);

create table terminal (
    id uuid primary key,
    version bigint not null,
    enterprise_id uuid not null references enterprise,
    account_id uuid not null references account,
    name varchar(100) not null,
    sig_x varchar(43) not null,
    sig_y varchar(43) not null,
    enc_x varchar(43) not null,
    enc_y varchar(43) not null,
    created_at timestamp(6) with time zone not null,
    revoked_at timestamp(6) with time zone
);
create index terminal_account on terminal (account_id, id);

create table enrolment (
    id uuid primary key,
    version bigint not null,
    enterprise_id uuid not null references enterprise,
    account_id uuid not null references account,
    code_mac ${bytes} not null,
    code_wrapped ${bytes},
    expires_at timestamp(6) with time zone not null,
    terminal_id uuid references terminal,
    sig_thumbprint varchar(43),
    constraint enrolment_code unique (code_mac)
);

create table signing_key (
    id uuid primary key,
    jwk_wrapped ${bytes} not null,
    created_at timestamp(6) with time zone not null
);

create table used_assertion (
    jti_mac ${bytes} primary key,
    expires_at timestamp(6) with time zone not null
);
create index used_assertion_expires on used_assertion (expires_at);

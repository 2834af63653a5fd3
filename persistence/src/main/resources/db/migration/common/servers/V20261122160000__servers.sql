-- Safe online: creates new tables only.
create table private_server (
    client_id uuid primary key references api_client,
    version bigint not null,
    enterprise_id uuid not null references enterprise,
    name varchar(100) not null,
    url varchar(200) not null,
    announced_at timestamp(6) with time zone not null
);
create index private_server_enterprise on private_server (enterprise_id, client_id);

-- Before the first of its accounts is known there is no enterprise.
create table central_position (
    enterprise_id uuid primary key,
    version bigint not null,
    revoked_until timestamp(6) with time zone not null
);

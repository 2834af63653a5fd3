-- Safe online: creates new tables only.
create table content (
    id uuid primary key,
    version bigint not null,
    enterprise_id uuid not null references enterprise,
    algorithm varchar(20) not null,
    digest varchar(128) not null,
    findable_digest varchar(128),
    size bigint not null,
    state varchar(20) not null,
    stored_at timestamp(6) with time zone not null,
    collect_at timestamp(6) with time zone,
    scrubbed_at timestamp(6) with time zone not null,
    constraint content_once unique (enterprise_id, algorithm, findable_digest)
);
create index content_collect on content (collect_at);
create index content_state on content (state, id);
create index content_scrub on content (state, scrubbed_at);

create table storage_use (
    enterprise_id uuid primary key references enterprise,
    logical bigint not null,
    physical bigint not null,
    constraint storage_use_sane check (logical >= 0 and physical >= 0)
);

create table transfer_share (
    account_id uuid primary key references account,
    transfers integer not null,
    logical bigint not null,
    constraint transfer_share_sane check (transfers >= 0 and logical >= 0)
);

create table possession (
    account_id uuid not null references account,
    content_id uuid not null references content on delete cascade,
    until timestamp(6) with time zone not null,
    primary key (account_id, content_id)
);
create index possession_content on possession (content_id);
create index possession_until on possession (until);

create table proof_challenge (
    transfer_id uuid primary key references transfer,
    content_id uuid not null references content on delete cascade,
    nonce varchar(50) not null,
    seed varchar(50) not null,
    expires_at timestamp(6) with time zone not null
);
create index proof_challenge_content on proof_challenge (content_id);
create index proof_challenge_expiry on proof_challenge (expires_at);

create table content_store (
    id integer primary key,
    owner_id uuid,
    looked_after uuid,
    look_at timestamp(6) with time zone,
    constraint content_store_once check (id = 1)
);
insert into content_store (id) values (1);

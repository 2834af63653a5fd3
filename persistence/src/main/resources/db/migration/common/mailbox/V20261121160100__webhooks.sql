-- Safe online: creates new tables only.
create table webhook (
    id uuid primary key,
    version bigint not null,
    enterprise_id uuid not null references enterprise,
    url varchar(2000) not null,
    description varchar(200),
    types varchar(6000) not null,
    enabled boolean not null,
    disabled_because varchar(20),
    secret_wrapped ${bytes} not null,
    former_wrapped ${bytes},
    former_until timestamp(6) with time zone,
    created_at timestamp(6) with time zone not null
);
create index webhook_enterprise on webhook (enterprise_id, id);

-- Where a webhook stands: changes with every delivery, and the webhook's version must not.
create table webhook_queue (
    webhook_id uuid primary key references webhook,
    version bigint not null,
    last_sequence bigint not null,
    current_delivery uuid,
    fence bigint not null,
    leased_until timestamp(6) with time zone not null,
    next_attempt_at timestamp(6) with time zone not null,
    failing_since timestamp(6) with time zone,
    failures integer not null
);

-- Refers to no webhook that must be there: whoever causes an event waits for nobody who removes one. The position is the order in which
-- what happened was written.
create table webhook_delivery (
    id uuid primary key,
    version bigint not null,
    position bigint generated always as identity,
    webhook_id uuid not null,
    event_id uuid not null,
    type varchar(100) not null,
    state varchar(10) not null,
    sequence bigint,
    attempts integer not null,
    attempted_at timestamp(6) with time zone,
    status integer,
    failure varchar(20),
    created_at timestamp(6) with time zone not null,
    delivered_at timestamp(6) with time zone,
    expires_at timestamp(6) with time zone not null
);
create index webhook_delivery_webhook on webhook_delivery (webhook_id, id);
create index webhook_delivery_queue on webhook_delivery (webhook_id, state, position);
create index webhook_delivery_expires on webhook_delivery (expires_at);

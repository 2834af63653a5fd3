-- Safe online: creates a new table only. Channels whose terminals may be found by the address that they are opened from, while they are
-- open. Refers to no terminal that must be there: who opens a channel waits for nobody who changes the terminal.
create table findable_channel (
    terminal_id uuid primary key,
    enterprise_id uuid not null,
    epoch bigint not null,
    address varchar(45) not null,
    expires_at timestamp(6) with time zone not null
);
create index findable_channel_address on findable_channel (enterprise_id, address);
create index findable_channel_expires on findable_channel (expires_at);

-- Safe online: creates new tables only.
create table mailbox (
    terminal_id uuid primary key references terminal,
    last_sequence bigint not null,
    acknowledged bigint not null,
    channel_epoch bigint not null,
    open boolean not null
);

create table mailbox_event (
    terminal_id uuid not null,
    sequence bigint not null,
    event_id uuid not null,
    type varchar(100) not null,
    subject varchar(100) not null,
    occurred_at timestamp(6) with time zone not null,
    data varchar not null,
    expires_at timestamp(6) with time zone not null,
    primary key (terminal_id, sequence)
);
create index mailbox_event_expires on mailbox_event (expires_at);

create table mailbox_ticket (
    ticket_mac ${bytes} primary key,
    terminal_id uuid not null references terminal,
    expires_at timestamp(6) with time zone not null
);
create index mailbox_ticket_expires on mailbox_ticket (expires_at);

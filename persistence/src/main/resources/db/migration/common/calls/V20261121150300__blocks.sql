-- Safe online: creates a new table only.
-- Whom an identifier's owner has blocked: pseudonyms, because the owner knows no more of a caller.
create table identifier_block (
    id uuid primary key,
    identifier_id uuid not null references virtual_identifier,
    pseudonym varchar(40) not null,
    blocked_at timestamp(6) with time zone not null,
    constraint identifier_block_once unique (identifier_id, pseudonym)
);
create index identifier_block_list on identifier_block (identifier_id, id);

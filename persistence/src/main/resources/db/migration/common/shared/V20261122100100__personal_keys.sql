-- Safe online: creates a new table, and adds columns without a default. An older version goes on writing addresses in clear, and they stay so.
-- What the audit, and the stored answer to a request, keep of a person is readable under the person's own key alone, and the key goes
-- with the account.
create table personal_key (
    account_id uuid primary key,
    key_wrapped ${bytes} not null
);
alter table audit_entry add column person uuid;
alter table audit_entry add column source_wrapped ${bytes};

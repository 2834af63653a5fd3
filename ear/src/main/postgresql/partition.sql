-- SPDX-License-Identifier: Apache-2.0
-- Divides what grows with every call into partitions by month, so that an operator drops what is old in a moment instead of deleting it row
-- by row: mailbox_event, enterprise_event, webhook_delivery and audit_entry. For PostgreSQL 14 or newer. Run it once, as the owner of the
-- tables, with all servers stopped; it reads each table once. What is there already becomes the first partition, `…_before`.
--
-- Afterwards:
--   select switchboard_add_month('2027-03-01');   every month, before the month begins. What comes without goes into `…_rest`.
--   drop table audit_entry_2026_12;               whenever that month is wanted no longer.
--
-- Ids begin with their time (UUIDv7): an id's partition is that of the month in which it was made. Events in mailboxes have no such key and
-- are divided by the month in which they expire. idempotency_claim stays whole: a key must be unique whenever it was used.

begin;

-- The smallest id that is made at this moment or later.
create function switchboard_first_id(moment timestamptz) returns uuid language sql immutable strict as $$
    select (lpad(to_hex(floor(extract(epoch from moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- Makes the partitions of a month, in UTC, where they are missing.
create function switchboard_add_month(month date) returns void language plpgsql as $$
declare
    first timestamptz := date_trunc('month', month::timestamp) at time zone 'UTC';
    next timestamptz := (date_trunc('month', month::timestamp) + interval '1 month') at time zone 'UTC';
    parent text;
begin
    foreach parent in array array['enterprise_event', 'webhook_delivery', 'audit_entry'] loop
        execute format('create table if not exists %I partition of %I for values from (%L) to (%L)',
            parent || to_char(month, '_YYYY_MM'), parent, switchboard_first_id(first), switchboard_first_id(next));
    end loop;
    begin
        execute format('create table if not exists %I partition of mailbox_event for values from (%L) to (%L)',
            'mailbox_event' || to_char(month, '_YYYY_MM'), first, next);
    exception when invalid_object_definition then
        raise notice 'mailbox_event_before has the events that expire in this month';
    end;
end
$$;

do $$
declare
    parent text;
    month date := date_trunc('month', now() at time zone 'UTC');
    next timestamptz := (date_trunc('month', now() at time zone 'UTC') + interval '1 month') at time zone 'UTC';
begin
    foreach parent in array array['enterprise_event', 'webhook_delivery', 'audit_entry'] loop
        execute format('alter table %I rename to %I', parent, parent || '_before');
    end loop;

    -- The order in which deliveries were written goes on where it was; a sequence of its own, since before version 17 a partitioned table has
    -- no identity columns.
    create sequence webhook_delivery_position as bigint;
    perform setval('webhook_delivery_position', coalesce((select max(position) from webhook_delivery_before), 0) + 1);
    alter table webhook_delivery_before alter column position drop identity;
    alter table webhook_delivery_before alter column position set default nextval('webhook_delivery_position');
    alter table webhook_delivery_before alter column position set not null;

    foreach parent in array array['enterprise_event', 'webhook_delivery', 'audit_entry'] loop
        execute format('create table %I (like %I including all) partition by range (id)', parent, parent || '_before');
        execute format('alter table %I attach partition %I for values from (minvalue) to (%L)',
            parent, parent || '_before', switchboard_first_id(next));
        execute format('create table %I partition of %I default', parent || '_rest', parent);
    end loop;

    -- A partition's key has the column by which it is divided. That a sequence comes once is the mailbox's own doing: its row is locked while
    -- one is taken.
    alter table mailbox_event drop constraint mailbox_event_pkey;
    alter table mailbox_event add constraint mailbox_event_before_pkey primary key (terminal_id, sequence, expires_at);
    alter table mailbox_event rename to mailbox_event_before;
    create table mailbox_event (like mailbox_event_before including all) partition by range (expires_at);
    execute format('alter table mailbox_event attach partition mailbox_event_before for values from (minvalue) to (%L)',
        greatest(next, (date_trunc('month', (select max(expires_at) from mailbox_event_before) at time zone 'UTC')
            + interval '1 month') at time zone 'UTC'));
    create table mailbox_event_rest partition of mailbox_event default;

    for months in 1..4 loop
        perform switchboard_add_month((month + months * interval '1 month')::date);
    end loop;
end
$$;

commit;

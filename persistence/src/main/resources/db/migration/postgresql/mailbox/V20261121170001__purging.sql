-- Not safe online: builds an index, which holds up acknowledgements while it looks through all mailboxes and finds nothing to hold.
create index mailbox_purge on mailbox (purge_at) where purge_at is not null;

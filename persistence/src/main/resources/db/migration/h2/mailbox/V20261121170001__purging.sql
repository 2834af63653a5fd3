-- Not safe online: builds an index, which holds up acknowledgements while it does.
create index mailbox_purge on mailbox (purge_at);

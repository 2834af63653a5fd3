-- Not safe online: builds an index, which holds up whatever changes a terminal while it does.
create index terminal_revoked on terminal (enterprise_id, revoked_at);

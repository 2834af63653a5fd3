-- Safe online: an older version needs no index. While it is made, transfers are read and not written.
create index transfer_ended on transfer (ended_at);

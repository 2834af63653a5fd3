-- Safe online: an older version needs no index. While it is made, transfers are read and not written.
create index transfer_target_state on transfer (target_account_id, state, id);

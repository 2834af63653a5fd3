-- Safe online: the table holds what is a minute old at most.
create index proof_challenge_nonce on proof_challenge (nonce, transfer_id);

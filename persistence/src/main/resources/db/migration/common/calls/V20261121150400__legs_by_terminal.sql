-- Not safe online: builds an index on the legs of all calls, which may be many; nothing is placed or answered meanwhile.
create index call_leg_terminal on call_leg (terminal_id, state);

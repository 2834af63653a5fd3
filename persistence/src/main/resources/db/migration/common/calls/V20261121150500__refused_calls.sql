-- Not safe online: builds two indexes on the refused calls, which may be many; no call is refused meanwhile.
create index refused_call_at on refused_call (at);
create index refused_call_identifier on refused_call (identifier_id, id);

-- Not safe online: builds indexes, which hold up calls while they do.
-- What the owner of an identifier, and who places a call, keep on it for their own use. A call's are its caller's alone.
alter table virtual_identifier add column external_id varchar(100);
alter table virtual_identifier add column metadata varchar;
alter table placed_call add column external_id varchar(100);
alter table placed_call add column metadata varchar;
create index virtual_identifier_external_id on virtual_identifier (account_id, external_id, id);
create index placed_call_external_id on placed_call (caller_account_id, external_id, id);
create index placed_call_identifier on placed_call (identifier_id, id);

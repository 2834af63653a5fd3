-- Safe online: adds empty columns.
alter table virtual_identifier add column allow_callers varchar(7400);
-- What a caller agreed to show of itself, as it was when the call was placed; absent without its consent.
alter table placed_call add column caller_disclosed varchar;

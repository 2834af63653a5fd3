-- Safe online: adds an empty column.
alter table virtual_identifier add column weekly_hours varchar(1200);

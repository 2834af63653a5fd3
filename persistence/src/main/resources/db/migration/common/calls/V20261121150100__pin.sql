-- Safe online: adds an empty column.
alter table virtual_identifier add column pin_mac ${bytes};

-- Safe online: creates a new table of one row. Its row is the lock of what only one node may make at the first start.
create table installation (
    id smallint primary key,
    constraint installation_once check (id = 1)
);
insert into installation (id) values (1);

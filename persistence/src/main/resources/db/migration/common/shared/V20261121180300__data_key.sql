-- Safe online: creates a new table. An older version goes on under the master key itself, which is this database's first data key;
-- it cannot start any more once the master key was changed.
create table data_key (
    id varchar(16) primary key,
    key_wrapped ${bytes} not null,
    created_at timestamp(6) with time zone not null,
    wrapped_at timestamp(6) with time zone not null
);

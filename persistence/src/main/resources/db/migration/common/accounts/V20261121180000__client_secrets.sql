-- Safe online: adds columns with defaults; an older version goes on with the present secret alone.
alter table api_client add column secret_created_at timestamp(6) with time zone default current_timestamp not null;
alter table api_client add column previous_mac ${bytes};
alter table api_client add column previous_until timestamp(6) with time zone;
alter table api_client add column revoked_at timestamp(6) with time zone;
update api_client set secret_created_at = created_at;

-- Not safe online: builds indexes, which hold up whatever is audited while they do.
-- Who did it, and what was done to it: how the audit is asked.
create index audit_entry_actor on audit_entry (enterprise_id, actor, id);
create index audit_entry_resource on audit_entry (enterprise_id, resource, id);

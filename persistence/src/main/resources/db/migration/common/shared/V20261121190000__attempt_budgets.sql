-- Safe online: creates a new table only.
-- How often something that is to be protected against guessing was tried; the key is a MAC of what is protected and against whom.
create table attempt_budget (
    budget_key ${bytes} primary key,
    used integer not null,
    expires_at timestamp(6) with time zone not null,
    constraint attempt_budget_sane check (used >= 0)
);
create index attempt_budget_expires on attempt_budget (expires_at);

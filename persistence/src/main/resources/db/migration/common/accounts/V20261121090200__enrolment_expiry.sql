-- Not safe online: builds an index, which holds up enrolments while it does.
create index enrolment_expires on enrolment (expires_at);

-- When the centre sets a suspended case going again (R-FLOW-4); null while nothing is suspended.
alter table cases add column resume_due_at text;
create index cases_resuming on cases (resume_due_at) where resume_due_at is not null;

-- Documents of decision to be numbered and sealed, queued with the event that gives rise to them. What cannot be made stays, with why.
create table due_papers (
  office_id uuid not null,
  case_id uuid not null,
  version integer not null,
  ordinal integer not null,
  document text not null,
  queued_at text not null,
  state text not null,
  attempts integer not null,
  next_attempt_at text,
  failure json,
  primary key (office_id, case_id, version, ordinal)
);
create index due_papers_waiting on due_papers (next_attempt_at) where next_attempt_at is not null;

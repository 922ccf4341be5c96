-- The centre's own checks of its whole record, one a day: how far each has come and what it found.
create table record_checks (
  check_id uuid primary key,
  begun_at text not null,
  -- Null while it goes on.
  ended_at text,
  -- The last case looked at; null before the first.
  after_office_id uuid,
  after_case_id uuid,
  case_count integer not null,
  event_count integer not null,
  found json not null
);
create index record_checks_by_time on record_checks (begun_at);

-- The centre's signatures over how far the record had come, in one chain. No row is ever changed or deleted.
create table record_seals (
  position integer primary key,
  sealed_at text not null,
  hash text not null,
  seal json not null
);

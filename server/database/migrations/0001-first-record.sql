-- Moments are ISO 8601 texts in UTC with milliseconds, as everywhere in the project; they sort as text.
-- Rows that grow with cases carry office_id first in every primary and unique key, so that they can be spread over machines
-- by office; the few rows of offices, people, workstations and items are small enough to be copied to every machine.

create table settings (
  name text primary key,
  value text not null
);

create table counters (
  name text primary key,
  value bigint not null
);

create table offices (
  office_id uuid primary key,
  name text not null unique,
  region_code text not null,
  created_at text not null
);

create table people (
  person_id uuid primary key,
  account text not null unique,
  name text not null,
  office_id uuid not null references offices,
  roles text[] not null,
  password_hash text not null,
  is_active boolean not null,
  created_at text not null
);

create table sign_in_failures (
  account text primary key,
  failed_attempts integer not null,
  last_failed_at text not null,
  locked_until text
);

create table workstations (
  code text primary key,
  office_id uuid not null references offices,
  device_name text not null,
  device_token_hash text not null unique,
  enrolled_at text not null,
  last_heard_at text,
  shut_out_at text,
  shut_out_reason text
);

create table enrolment_codes (
  code_hash text primary key,
  office_id uuid not null references offices,
  created_at text not null,
  expires_at text not null,
  used_at text,
  workstation_code text
);

create table person_tokens (
  token_hash text primary key,
  person_id uuid not null references people,
  workstation_code text not null references workstations,
  issued_at text not null,
  expires_at text not null
);

-- Whoever signed in at a workstation may go on signing in there offline; their queued commands are believed.
create table workstation_people (
  workstation_code text not null references workstations,
  person_id uuid not null references people,
  first_signed_in_at text not null,
  primary key (workstation_code, person_id)
);

create table audit (
  audit_id uuid primary key,
  occurred_at text not null,
  person_id uuid,
  act text not null,
  subject text not null,
  details json not null
);
create index audit_by_time on audit (occurred_at);

create table item_versions (
  code text not null,
  version integer not null,
  definition json not null,
  added_at text not null,
  added_by uuid,
  primary key (code, version)
);

create table calendars (
  region_code text primary key,
  calendar json not null,
  changed_at text not null
);

-- office_id is the case's home: the office of the workstation that received it. It never changes.
create table cases (
  office_id uuid not null,
  case_id uuid not null,
  number text not null,
  workstation_code text,
  item_code text not null,
  item_version integer not null,
  item_office_id uuid not null,
  window_office_id uuid not null,
  version integer not null,
  head_hash text not null,
  stage text not null,
  received_at text not null,
  -- Set while the window still owes an answer (R-RECV-3).
  answer_due_at text,
  summary json not null,
  primary key (office_id, case_id),
  unique (office_id, number)
);
create index cases_by_id on cases (case_id);
create index cases_by_item_office on cases (item_office_id, received_at desc, case_id);
create index cases_by_window_office on cases (window_office_id, received_at desc, case_id);
create index cases_by_home on cases (office_id, received_at desc, case_id);
create index cases_owing_answer on cases (answer_due_at) where answer_due_at is not null;

create table events (
  office_id uuid not null,
  case_id uuid not null,
  version integer not null,
  kind text not null,
  command_id uuid not null,
  recorded_at text not null,
  hash text not null,
  event json not null,
  primary key (office_id, case_id, version)
);

-- Every command ever judged, by the office of the workstation that sent it: asked again, it gets the same answer.
create table commands (
  office_id uuid not null,
  command_id uuid not null,
  kind text not null,
  case_id uuid not null,
  workstation_code text,
  judged_at text not null,
  outcome text not null,
  refusal json,
  case_office_id uuid,
  first_version integer,
  event_count integer not null,
  primary key (office_id, command_id)
);

-- The counter of an office's feed; its row is locked last in a transaction, so positions commit in their order.
create table feed_heads (
  office_id uuid primary key,
  position bigint not null
);

create table feed (
  office_id uuid not null,
  position bigint not null,
  case_office_id uuid not null,
  case_id uuid not null,
  version integer not null,
  primary key (office_id, position)
);

create table case_files (
  office_id uuid not null,
  case_id uuid not null,
  sha256 text not null,
  byte_length integer not null,
  primary key (office_id, case_id, sha256)
);
create index case_files_by_content on case_files (sha256);

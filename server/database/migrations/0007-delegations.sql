-- Who signs for whom (R-FLOW-3). A delegation is ended, never deleted: the record names it. The names are those of the day it was given.
create table delegations (
  delegation_id uuid primary key,
  kind text not null,
  office_id uuid not null references offices,
  from_person_id uuid not null references people,
  from_name text not null,
  to_person_id uuid not null references people,
  to_name text not null,
  role text not null,
  valid_from text not null,
  valid_until text not null,
  ended_at text,
  given_at text not null
);
create index delegations_by_end on delegations (valid_until);
create index delegations_by_giver on delegations (from_person_id, valid_until);
create index delegations_by_receiver on delegations (to_person_id, valid_until);

-- How an office's registers write their numbers; one without a row uses the usual format.
create table registers (
  office_id uuid not null,
  register text not null,
  name text not null,
  number_format text not null,
  primary key (office_id, register)
);

-- The last serial taken of an office's register in a year; its row is locked until the number's event is on the record.
create table register_counters (
  office_id uuid not null,
  register text not null,
  year integer not null,
  serial integer not null,
  primary key (office_id, register, year)
);

-- Every number ever taken, of certificates and of documents of decision.
create table register_entries (
  office_id uuid not null,
  register text not null,
  year integer not null,
  serial integer not null,
  number text not null,
  case_id uuid not null,
  command_id uuid not null,
  taken_at text not null,
  primary key (office_id, register, year, serial),
  unique (office_id, register, number)
);
create index register_entries_by_case on register_entries (case_id);

create table certificates (
  office_id uuid not null,
  register text not null,
  number text not null,
  case_office_id uuid not null,
  case_id uuid not null,
  item_code text not null,
  issue_number integer not null,
  holder_name text not null,
  holder_identity_number text not null,
  verification_code text not null,
  sha256 text not null,
  valid_until text,
  replaced_by text,
  revoked_at text,
  certificate json not null,
  primary key (office_id, register, number)
);
create index certificates_by_number on certificates (number);
create index certificates_by_holder on certificates (holder_identity_number);
create index certificates_by_case on certificates (case_id);
create index certificates_by_code on certificates (verification_code);
create index certificates_by_content on certificates (sha256);

-- A sealed file from the transaction that sealed it until the file store has it: there is never one without the other.
create table sealed_files (
  office_id uuid not null,
  sha256 text not null,
  bytes bytea not null,
  sealed_at text not null,
  primary key (office_id, sha256)
);

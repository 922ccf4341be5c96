/** Frozen: a change is the next migration. */
export const records0001 = `
CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE enrolment (
  workstation_code TEXT PRIMARY KEY,
  region_code TEXT NOT NULL,
  office_id TEXT NOT NULL,
  office_name TEXT NOT NULL,
  device_token TEXT NOT NULL,
  centre_url TEXT NOT NULL,
  enrolled_at TEXT NOT NULL,
  is_current INTEGER NOT NULL,
  last_running_number INTEGER NOT NULL
) STRICT;

CREATE TABLE item (
  code TEXT NOT NULL,
  version INTEGER NOT NULL,
  definition TEXT NOT NULL,
  PRIMARY KEY (code, version)
) STRICT;

CREATE TABLE person (
  account TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  salt TEXT NOT NULL,
  verifier TEXT NOT NULL,
  last_online_at TEXT NOT NULL
) STRICT;

CREATE TABLE confirmed_event (
  case_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  command_id TEXT NOT NULL,
  hash TEXT NOT NULL,
  event TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX confirmed_event_by_case ON confirmed_event (case_id, version);

CREATE TABLE queued_command (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  command_id TEXT NOT NULL UNIQUE,
  case_id TEXT NOT NULL,
  workstation_code TEXT NOT NULL,
  given_at TEXT NOT NULL,
  is_answered INTEGER NOT NULL,
  command TEXT NOT NULL,
  guess TEXT NOT NULL
) STRICT;
CREATE INDEX queued_command_by_case ON queued_command (case_id, sequence);

CREATE TABLE record_break (
  case_id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  problem TEXT NOT NULL,
  found_at TEXT NOT NULL,
  event TEXT NOT NULL
) STRICT;

CREATE TABLE case_row (
  rowid INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL UNIQUE,
  office_id TEXT NOT NULL,
  stage TEXT NOT NULL,
  is_open INTEGER NOT NULL,
  received_at TEXT NOT NULL,
  next_due_at TEXT,
  handled_here_at TEXT,
  search_text TEXT NOT NULL,
  summary TEXT NOT NULL
) STRICT;
CREATE INDEX case_row_by_received ON case_row (received_at);
CREATE INDEX case_row_open ON case_row (next_due_at) WHERE is_open = 1;
CREATE INDEX case_row_inbox ON case_row (office_id, stage, next_due_at);
CREATE INDEX case_row_handled_here ON case_row (handled_here_at);

CREATE VIRTUAL TABLE case_search USING fts5 (grams, content='', contentless_delete=1, detail='none', tokenize='ascii', prefix='1 2');

CREATE TABLE attention (
  attention_id TEXT PRIMARY KEY,
  case_id TEXT,
  case_number TEXT,
  applicant_name TEXT,
  at TEXT NOT NULL,
  cause TEXT NOT NULL,
  settled_at TEXT
) STRICT;
CREATE INDEX attention_open ON attention (case_id) WHERE settled_at IS NULL;

CREATE TABLE draft (
  draft_id TEXT PRIMARY KEY,
  item_code TEXT,
  application TEXT NOT NULL,
  saved_at TEXT NOT NULL
) STRICT;

CREATE TABLE print_job (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  case_id TEXT NOT NULL,
  receipt TEXT NOT NULL,
  print_number INTEGER NOT NULL,
  printer_name TEXT NOT NULL,
  state TEXT NOT NULL,
  failure_code TEXT,
  attempts INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX print_job_by_state ON print_job (state, sequence);

CREATE TABLE page_upload (
  sha256 TEXT NOT NULL,
  case_id TEXT NOT NULL,
  byte_length INTEGER NOT NULL,
  wanted_at TEXT NOT NULL,
  failure TEXT,
  PRIMARY KEY (sha256, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_upload_by_case ON page_upload (case_id);
CREATE INDEX page_upload_by_time ON page_upload (wanted_at);
`;

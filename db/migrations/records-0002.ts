/** Frozen: a change is the next migration. Print jobs of any kind of paper, and of none: until now they were receipts. */
export const records0002 = `
CREATE TABLE print_job_of_any_kind (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  case_id TEXT,
  kind TEXT NOT NULL,
  receipt TEXT,
  title TEXT,
  printer_id TEXT NOT NULL,
  copies INTEGER NOT NULL,
  state TEXT NOT NULL,
  failure TEXT,
  attempts INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
INSERT INTO print_job_of_any_kind
  SELECT sequence, id, case_id, 'receipt', receipt, NULL, printer_name, 1, state,
    CASE WHEN failure_code IS NOT NULL THEN json_object('code', failure_code, 'retryable', json('true'), 'details', json_object()) END,
    attempts, created_at, changed_at, bytes
  FROM print_job;
DROP TABLE print_job;
ALTER TABLE print_job_of_any_kind RENAME TO print_job;
CREATE INDEX print_job_by_state ON print_job (state, sequence);
`;

/** Frozen: a change is the next migration. */
export const records0003 = `
CREATE TABLE signing_key (
  public_key TEXT PRIMARY KEY,
  person_id TEXT NOT NULL,
  carrier TEXT NOT NULL,
  certificate TEXT NOT NULL,
  valid_until TEXT NOT NULL,
  sealed_key TEXT
) STRICT;
CREATE INDEX signing_key_by_person ON signing_key (person_id);

-- How much of the record was known when the command was given.
ALTER TABLE queued_command ADD COLUMN record_version INTEGER NOT NULL DEFAULT 0;

-- Where the case's record ended when the row was last written; empty for one not written since.
ALTER TABLE case_row ADD COLUMN record_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE case_row ADD COLUMN record_hash TEXT NOT NULL DEFAULT '';
`;

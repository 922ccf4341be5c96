/** Frozen: a change is the next migration. `bytes` comes last, so that reading the rest of a row never touches the picture. */
export const pages0001 = `
CREATE TABLE page (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256 TEXT NOT NULL UNIQUE,
  byte_length INTEGER NOT NULL,
  is_at_centre INTEGER NOT NULL,
  stored_at TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX page_by_age ON page (is_at_centre, sequence, byte_length);
`;

/** Frozen: a change is the next migration. */
export const records0005 = `
-- What a person typed into the form of an act and has not given yet.
CREATE TABLE unsent_words (
  person_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  form TEXT NOT NULL,
  detail TEXT NOT NULL,
  words TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  PRIMARY KEY (person_id, case_id, form, detail)
) STRICT, WITHOUT ROWID;
`;

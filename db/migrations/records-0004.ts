/** Frozen: a change is the next migration. */
export const records0004 = `
-- Whose results are to be published, and were: few and the last of many cases, found without reading every case's summary.
CREATE INDEX case_row_to_publish ON case_row (summary ->> '$.publishDueAt') WHERE summary ->> '$.publishDueAt' IS NOT NULL;
CREATE INDEX case_row_published ON case_row (summary ->> '$.publication.at') WHERE summary ->> '$.publication.at' IS NOT NULL;
`;

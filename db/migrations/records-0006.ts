/** Frozen: a change is the next migration. */
export const records0006 = `
-- The few cases with a notice to deliver, found without reading every case's summary.
CREATE INDEX case_row_to_deliver ON case_row (summary ->> '$.toDeliver.since') WHERE summary ->> '$.toDeliver.since' IS NOT NULL;
`;

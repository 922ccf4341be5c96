/** Frozen: a change is the next migration. */
export const records0008 = `
-- A window's limits among those of all open cases, counted at every sign-in and change, without reading every case's summary.
CREATE INDEX case_row_window_due ON case_row (summary ->> '$.windowOfficeId', next_due_at, summary ->> '$.nextDeadline.kind') WHERE is_open = 1;
`;

/** Frozen: a change is the next migration. */
export const records0007 = `
-- Sealed papers, by their PDF's hash and a certificate's number: a desk without the network looks up what it is shown.
CREATE INDEX confirmed_event_by_paper ON confirmed_event (event ->> '$.payload.sha256')
  WHERE event ->> '$.kind' IN ('certificateIssued', 'documentNumbered');
CREATE INDEX confirmed_event_by_certificate ON confirmed_event (event ->> '$.payload.number')
  WHERE event ->> '$.kind' = 'certificateIssued';
`;

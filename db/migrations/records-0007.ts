/** Frozen: a change is the next migration. */
export const records0007 = `
-- Sealed papers, by their PDF's hash and a certificate's number: a desk without the network looks up what it is shown. A row somebody edited
-- may hold no JSON: it is no paper, and keeps nobody from opening the rest.
CREATE INDEX confirmed_event_by_paper ON confirmed_event (CASE WHEN json_valid(event) THEN event ->> '$.payload.sha256' END)
  WHERE CASE WHEN json_valid(event) THEN event ->> '$.kind' END IN ('certificateIssued', 'documentNumbered');
CREATE INDEX confirmed_event_by_certificate ON confirmed_event (CASE WHEN json_valid(event) THEN event ->> '$.payload.number' END)
  WHERE CASE WHEN json_valid(event) THEN event ->> '$.kind' END = 'certificateIssued';
`;

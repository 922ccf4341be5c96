/** Frozen: a change is the next migration. */
export const records0009 = `
-- How the verifier is derived from the password. Those kept so far are by scrypt; each is renewed at its person's next sign-in.
ALTER TABLE person ADD COLUMN derivation TEXT NOT NULL DEFAULT 'scrypt';
`;

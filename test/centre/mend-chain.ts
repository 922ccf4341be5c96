import { createHash } from "node:crypto";
import pg from "pg";
import type { RecordedEvent } from "../../domain/case/case-event.ts";
import type { CaseId } from "../../domain/ids.ts";
import { chainStart, hashOfEvent } from "../../domain/record/hash-chain.ts";

/**
 * What somebody with the database's password, the program's source and time can do: change a case's events and compute every
 * hash after them anew, in the events and in the case's own row.
 */
export async function changeAndMend(databaseUrl: string, caseId: CaseId, change: (event: RecordedEvent) => RecordedEvent): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ event: RecordedEvent }>("select event from events where case_id = $1 order by version", [caseId]);
    let previousHash = chainStart;
    for (const { event } of rows) {
      const unchained = { ...change(event), previousHash };
      const hash = hashOfEvent(unchained, (text) => createHash("sha256").update(text).digest("hex"));
      await client.query("update events set event = $3, hash = $4 where case_id = $1 and version = $2", [caseId, event.version, JSON.stringify({ ...unchained, hash }), hash]);
      previousHash = hash;
    }
    await client.query("update cases set head_hash = $2 where case_id = $1", [caseId, previousHash]);
  } finally {
    await client.end();
  }
}

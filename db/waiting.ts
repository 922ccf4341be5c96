import type { Instant } from "../domain/time/instant.ts";
import type { RecordsDatabase } from "./records-database.ts";

/** What has not reached the centre and since when (R-OFF-4). */
export interface Waiting {
  waitingCaseCount: number;
  waitingCommandCount: number;
  waitingPageCount: number;
  /** When the oldest of it was given; null when nothing waits. */
  waitingSince: Instant | null;
}

export function createReadWaiting({ client }: RecordsDatabase): () => Waiting {
  const read = client.prepare(`
    SELECT
      (SELECT count(*) FROM (SELECT case_id FROM queued_command WHERE is_answered = 0 UNION SELECT case_id FROM page_upload WHERE case_id <> '')) AS waitingCaseCount,
      (SELECT count(*) FROM queued_command WHERE is_answered = 0) AS waitingCommandCount,
      (SELECT count(DISTINCT sha256) FROM page_upload) AS waitingPageCount,
      (SELECT min(at) FROM (
        SELECT min(given_at) AS at FROM queued_command WHERE is_answered = 0 UNION ALL SELECT min(wanted_at) FROM page_upload)) AS waitingSince`);
  return () => read.get() as Waiting;
}

import { sql } from "drizzle-orm";
import type { CaseNumber } from "../../domain/case/case-number.ts";
import type { CaseId, OfficeId } from "../../domain/ids.ts";
import type { Queryable } from "../database/connection.ts";
import { cases, commands, events, feed, feedHeads } from "../database/schema.ts";

/**
 * What the hash chain cannot tell, because it went with the rows: `case-missing`, a case the rest of the database still names;
 * `events-missing`, a record that ends before what was decided or sent out; `unaccounted`, one that goes on after it.
 */
export interface UnaccountedCase {
  caseId: CaseId;
  /** Null when the case's own row is gone. */
  caseNumber: CaseNumber | null;
  /** The first version at which they differ. */
  version: number;
  kind: null;
  problem: "case-missing" | "events-missing" | "unaccounted";
}

/** Rows of an office's feed taken out or added: its positions are 1, 2, 3 … up to its head. */
export interface FeedFault {
  officeId: OfficeId;
  /** The first that is not as it must be. */
  position: number;
}

/**
 * Compares how far each case goes by its own row, its events, the commands judged on it and the offices' feeds (R-SUP-8). Each is
 * written in one transaction with the others, so they agree unless somebody wrote to the tables by hand.
 */
export async function findUnaccountedCases(database: Queryable): Promise<UnaccountedCase[]> {
  const { rows } = await database.execute<{ caseId: CaseId; caseNumber: CaseNumber | null; recorded: number; shortest: number; longest: number }>(sql`
    with judged as (
      select case_office_id as office_id, case_id, max(first_version + event_count - 1) as version from ${commands} where outcome = 'applied' group by 1, 2
    ), sent as (
      select case_office_id as office_id, case_id, max(version) as version from ${feed} group by 1, 2
    ), recorded as (
      select office_id, case_id, max(version) as version from ${events} group by 1, 2
    ), compared as (
      select case_id, cases.number, coalesce(cases.version, 0) as head, coalesce(recorded.version, 0) as recorded, coalesce(judged.version, 0) as judged, coalesce(sent.version, 0) as sent
      from ${cases} full join recorded using (office_id, case_id) full join judged using (office_id, case_id) full join sent using (office_id, case_id)
    )
    select case_id as "caseId", number as "caseNumber", least(head, recorded) as recorded, least(head, recorded, judged, sent) as shortest, greatest(head, recorded, judged, sent) as longest
    from compared where least(head, recorded, judged, sent) <> greatest(head, recorded, judged, sent) order by case_id`);
  return rows.map(({ caseId, caseNumber, recorded, shortest, longest }) => ({
    caseId,
    caseNumber,
    version: shortest + 1,
    kind: null,
    problem: caseNumber === null ? "case-missing" : recorded < longest ? "events-missing" : "unaccounted",
  }));
}

export async function findFeedFaults(database: Queryable): Promise<FeedFault[]> {
  const { rows } = await database.execute<{ officeId: OfficeId; position: number }>(sql`
    with numbered as (
      select office_id, position, row_number() over (partition by office_id order by position) as place from ${feed}
    ), counted as (
      select office_id, count(*) as count, min(place) filter (where position <> place) as gap from numbered group by office_id
    ), compared as (
      select office_id, coalesce(position, 0) as head, coalesce(count, 0) as count, gap from ${feedHeads} full join counted using (office_id)
    )
    select office_id as "officeId", coalesce(gap, least(head, count) + 1)::integer as position from compared where gap is not null or head <> count order by office_id`);
  return rows;
}

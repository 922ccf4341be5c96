import type { CaseSummary } from "../domain/case/case-summary.ts";
import type { DeadlineKind } from "../domain/case/case-parts.ts";
import { isTurnOf, type Turn } from "../domain/case/turn.ts";
import type { OfficeId } from "../domain/ids.ts";
import type { Capacity } from "../domain/people/capacity.ts";
import { addDays, atTimeOfDay, type RegionDate } from "../domain/time/instant.ts";
import type { CatalogueCache } from "./catalogue-cache.ts";
import type { RecordsDatabase } from "./records-database.ts";
import { isOneGram, matchQueryOf, partsOf } from "./search-grams.ts";
import type { CaseListRow } from "./store-types.ts";

/**
 * `inbox` and `certificates` are of the deciding office named, `publications` and `published` of one that decided or received, `to-deliver` of one
 * that received; the other
 * lists are of everything this workstation knows.
 */
export interface CaseListQuery {
  view: "today" | "open" | "waiting" | "due" | "inbox" | "certificates" | "publications" | "published" | "to-deliver" | "all";
  officeId: OfficeId;
  /** Those of who asks: what waits for them comes first in the inbox. */
  capacities: readonly Capacity[];
  /** Parts of names, numbers or telephones, separated by spaces; all must be found. */
  search: string;
  offset: number;
  limit: number;
  today: RegionDate;
}

export type ListCases = (query: CaseListQuery) => { rows: CaseListRow[]; total: number };

interface Selection {
  where: string;
  parameters: string[];
  order: string;
  orderParameters?: string[];
}

/** The limits a window keeps, or watches for the applicant (R-RECV-3, R-RECV-4, R-RECV-7). */
const windowDeadlines: readonly DeadlineKind[] = ["answer-reception", "deliver-correction", "import-electronic-files", "scan-paper", "hand-over"];
const waitingCases = "SELECT case_id FROM queued_command WHERE is_answered = 0 UNION SELECT case_id FROM page_upload";

/**
 * The desks' lists. `today`, `all`: newest first (a search in `all`: the last to reach this workstation first); `open`: most
 * urgent first, and so `due`; `inbox`: as `open`, behind what waits for who asks; `waiting`: oldest first.
 */
export function createListCases({ client }: RecordsDatabase, catalogue: CatalogueCache): ListCases {
  const readRows = client.prepare(`
    SELECT c.rowid AS rowid, c.summary AS summary,
      (SELECT count(*) FROM queued_command q WHERE q.case_id = c.case_id AND q.is_answered = 0) AS waitingCommandCount,
      (SELECT count(*) FROM page_upload p WHERE p.case_id = c.case_id) AS waitingPageCount,
      EXISTS (SELECT 1 FROM attention a WHERE a.case_id = c.case_id AND a.settled_at IS NULL) AS hasAttention
    FROM case_row c WHERE c.rowid IN (SELECT value FROM json_each(?))`);
  /** The one rule of whose turn it is, also for the order: of the office asked of alone. */
  const capacitiesIn = rememberLast((text) => JSON.parse(text) as Capacity[]);
  const turnIn = rememberLast((text) => JSON.parse(text) as Turn);
  client.function("is_turn_of", { deterministic: true }, (turn: unknown, officeId: unknown, capacities: unknown) =>
    turn === null ? 0 : Number(isTurnOf({ officeId: officeId as OfficeId, turn: turnIn(turn as string) }, capacitiesIn(capacities as string))),
  );
  const itemNames = (): Map<string, string> => new Map(catalogue.currentItems().map((item) => [item.code, item.name]));

  const rowsOf = (rowids: readonly number[], { capacities }: CaseListQuery): CaseListRow[] => {
    const names = itemNames();
    const found = readRows.all(JSON.stringify(rowids)) as (Omit<CaseListRow, keyof CaseSummary> & { rowid: number; summary: string })[];
    const rows = new Map(found.map((row) => [row.rowid, row]));
    return rowids.flatMap((rowid) => {
      const row = rows.get(rowid);
      if (row === undefined) return [];
      const summary = JSON.parse(row.summary) as CaseSummary;
      const { waitingCommandCount, waitingPageCount } = row;
      const itemName = names.get(summary.itemCode) ?? summary.itemCode;
      return [{ ...summary, itemName, waitingCommandCount, waitingPageCount, hasAttention: Boolean(row.hasAttention), isMyTurn: isTurnOf(summary, capacities) }];
    });
  };

  const findMatches = (query: CaseListQuery, parts: readonly string[]): number[] => {
    const { where, parameters, order, orderParameters = [] } = selectionOf(query);
    const unproved = parts.filter((part) => !isOneGram(part));
    if (query.view === "all" && unproved.length === 0) {
      // Answered by the index alone: a common surname is on ten thousand cases.
      return client.prepare("SELECT rowid FROM case_search WHERE case_search MATCH ? ORDER BY rowid DESC").pluck().all(matchQueryOf(parts)) as number[];
    }
    // "+" keeps SQLite from walking a list's index and asking of every case whether it matched.
    return client
      .prepare(
        `SELECT c.rowid FROM case_row c
         WHERE c.rowid IN (SELECT rowid FROM case_search WHERE case_search MATCH ?) AND ${where}
         ${unproved.map(() => "AND instr(c.search_text, ?) > 0").join(" ")} ORDER BY +${order}`,
      )
      .pluck()
      .all(matchQueryOf(parts), ...parameters, ...unproved, ...orderParameters) as number[];
  };

  return (query) => {
    const parts = partsOf(query.search);
    if (parts.length === 0) {
      const { where, parameters, order, orderParameters = [] } = selectionOf(query);
      const total = client.prepare(`SELECT count(*) FROM case_row c WHERE ${where}`).pluck().get(...parameters) as number;
      const rowids = client
        .prepare(`SELECT c.rowid FROM case_row c WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?`)
        .pluck()
        .all(...parameters, ...orderParameters, query.limit, query.offset) as number[];
      return { rows: rowsOf(rowids, query), total };
    }
    const found = findMatches(query, parts);
    return { rows: rowsOf(found.slice(query.offset, query.offset + query.limit), query), total: found.length };
  };
}

/** Asked the same for thousands of rows in turn, it is worked out once. */
function rememberLast<Result>(work: (text: string) => Result): (text: string) => Result {
  let last: { readonly text: string; readonly result: Result } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, result: work(text) };
    return last.result;
  };
}

function selectionOf(query: CaseListQuery): Selection {
  switch (query.view) {
    case "today":
      return { where: "c.handled_here_at >= ?", parameters: [atTimeOfDay(query.today, "00:00")], order: "c.handled_here_at DESC" };
    case "open":
      return { where: "c.is_open = 1", parameters: [], order: "c.next_due_at" };
    case "waiting":
      return { where: `c.case_id IN (${waitingCases})`, parameters: [], order: "c.received_at" };
    case "due":
      return {
        where: `c.is_open = 1 AND c.next_due_at < ? AND c.summary ->> '$.windowOfficeId' = ? AND c.summary ->> '$.nextDeadline.kind' IN (SELECT value FROM json_each(?))`,
        parameters: [atTimeOfDay(addDays(query.today, 1), "00:00"), query.officeId, JSON.stringify(windowDeadlines)],
        order: "c.next_due_at",
      };
    case "inbox":
      return {
        where: "c.office_id = ? AND c.stage = 'accepted'",
        parameters: [query.officeId],
        order: "is_turn_of(c.summary ->> '$.turn', c.office_id, ?) DESC, c.next_due_at",
        orderParameters: [JSON.stringify(query.capacities)],
      };
    case "certificates":
      return {
        where: "c.office_id = ? AND c.stage IN ('granted', 'closed') AND c.summary ->> '$.certificate.state' IN ('due', 'prepared', 'issued', 'printed')",
        parameters: [query.officeId],
        order: "c.next_due_at",
      };
    case "publications":
      return publishing("publishDueAt", query, "");
    case "published":
      return publishing("publication.at", query, " DESC");
    case "to-deliver": {
      // The partial index knows this very expression.
      const since = "c.summary ->> '$.toDeliver.since'";
      return { where: `${since} IS NOT NULL AND c.summary ->> '$.windowOfficeId' = ?`, parameters: [query.officeId], order: since };
    }
    case "all":
      return { where: "1", parameters: [], order: query.search.trim() === "" ? "c.received_at DESC" : "c.rowid DESC" };
  }
}

/** Of the offices whose people may publish (R-FLOW-9); the partial indexes know these very expressions. */
function publishing(path: string, { officeId }: CaseListQuery, direction: string): Selection {
  const at = `c.summary ->> '$.${path}'`;
  return { where: `${at} IS NOT NULL AND ? IN (c.office_id, c.summary ->> '$.windowOfficeId')`, parameters: [officeId], order: `${at}${direction}` };
}

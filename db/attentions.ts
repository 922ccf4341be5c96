import { and, asc, count, eq, isNull } from "drizzle-orm";
import type { RecordedEvent } from "../domain/case/case-event.ts";
import type { CaseId } from "../domain/ids.ts";
import type { Instant } from "../domain/time/instant.ts";
import type { RecordsDatabase } from "./records-database.ts";
import { attentionTable } from "./schema.ts";
import type { AttentionCause, ListedAttention, ListedCause, StoredAttention } from "./store-types.ts";

/** What a person must look at; a settled row stays on the disk, out of the list. */
export interface Attentions {
  list(): ListedAttention[];
  count(): number;
  /** A page that could not be sent has one row, however often that was tried. */
  add(attention: Omit<StoredAttention, "attentionId">): void;
  /** The case has no use for the page any more. */
  settlePage(caseId: CaseId, sha256: string, at: Instant): void;
  settle(attentionId: string, at: Instant): void;
}

export function createAttentions({ db }: RecordsDatabase, newId: () => string, eventsOf: (caseId: CaseId) => readonly RecordedEvent[]): Attentions {
  const isOpen = isNull(attentionTable.settledAt);

  /** Looked up when it is listed: what the others did may come with a later pull than the refusal. */
  const listed = (caseId: CaseId | null, cause: AttentionCause): ListedCause => {
    if (cause.kind !== "command-refused") return cause;
    const { command = null, recordVersion = 0, judgedVersion = null, ...said } = cause;
    const isMeanwhile = ({ version }: RecordedEvent): boolean => version > recordVersion && (judgedVersion === null || version <= judgedVersion);
    const meanwhile = command === null || caseId === null ? [] : eventsOf(caseId).filter(isMeanwhile);
    return { ...said, command, meanwhile };
  };

  const rowsOfPage = (caseId: CaseId | null, sha256: string) =>
    db
      .select()
      .from(attentionTable)
      .where(and(isOpen, caseId === null ? isNull(attentionTable.caseId) : eq(attentionTable.caseId, caseId)))
      .all()
      .filter(({ cause }) => cause.kind === "page-not-sent" && cause.sha256 === sha256);
  const settle = (attentionId: string, at: Instant): void =>
    void db.update(attentionTable).set({ settledAt: at }).where(and(eq(attentionTable.attentionId, attentionId), isOpen)).run();

  return {
    list: () =>
      db
        .select()
        .from(attentionTable)
        .where(isOpen)
        .orderBy(asc(attentionTable.at))
        .all()
        .map(({ settledAt: _settledAt, cause, ...attention }) => ({ ...attention, cause: listed(attention.caseId, cause) })),
    count: () => db.select({ count: count() }).from(attentionTable).where(isOpen).get()?.count ?? 0,
    add: (attention) => {
      const { caseId, cause } = attention;
      if (cause.kind === "page-not-sent" && rowsOfPage(caseId, cause.sha256).length > 0) return;
      db.insert(attentionTable).values({ ...attention, attentionId: newId() }).run();
    },
    settlePage: (caseId, sha256, at) => {
      for (const { attentionId } of rowsOfPage(caseId, sha256)) settle(attentionId, at);
    },
    settle,
  };
}

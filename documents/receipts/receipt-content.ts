import type { WorkingCalendar } from "../../domain/calendar/working-calendar.ts";
import type { ReceiptKind } from "../../domain/case/case-parts.ts";
import type { Case } from "../../domain/case/case-state.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import type { Instant } from "../../domain/time/instant.ts";

/** A column of a table. `share` is its part of the width; the main column is the one a narrow paper prints first. */
export interface ReceiptColumn {
  header: string;
  share: number;
  align: "left" | "center";
  isMain?: boolean;
}

export interface ReceiptFact {
  label: string;
  value: string;
}

export type ReceiptSection =
  | { kind: "facts"; facts: readonly ReceiptFact[] }
  | { kind: "table"; title: string; columns: readonly ReceiptColumn[]; rows: readonly (readonly string[])[]; whenEmpty: string }
  | { kind: "paragraph"; heading: string | null; text: string };

/**
 * One paper as data, said once and rendered on screen, on the receipt printer and on A4. All text is plain: one line a
 * value, no control characters.
 */
export interface ReceiptContent {
  kind: ReceiptKind;
  officeName: string;
  title: string;
  /** The case number in groups, for people's eyes. */
  caseNumberText: string;
  /** `补打 第1次` on the second print, null on the first. */
  reprintMark: string | null;
  /** Whom a notice speaks to, null on a slip. */
  addressee: string | null;
  sections: readonly ReceiptSection[];
  /** Where people sign, left to right. */
  signatures: readonly string[];
  /** The issuing office, its seal and the paper's date. */
  closing: { officeName: string; sealName: string; dateText: string };
  query: { url: string; caption: string };
  printedAtText: string;
}

/** What a paper is made from. `printNumber` is 1 for the first print of its kind, as the record counts them. */
export interface ReceiptSource {
  case: Case;
  item: ItemDefinition;
  /** What tells a limit that is certain from an estimated one. */
  calendar: Pick<WorkingCalendar, "knownUntil">;
  /** The office whose name heads the paper. */
  officeName: string;
  printNumber: number;
  printedAt: Instant;
  /** Where the public asks for a case's progress; the case number is put behind it. */
  queryBaseUrl: string;
}

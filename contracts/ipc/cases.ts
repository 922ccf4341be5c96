import { z } from "zod";
import { applicationSchema } from "../../domain/case/application.ts";
import type { OpenActions } from "../../domain/case/available-actions.ts";
import { commandBodySchema, type CommandKind } from "../../domain/case/case-command.ts";
import type { StampedEvent } from "../../domain/case/case-event.ts";
import type { Case } from "../../domain/case/case-state.ts";
import type { CaseSummary } from "../../domain/case/case-summary.ts";
import { refusalSchema } from "../../domain/case/refusal.ts";
import { caseIdSchema, sha256Schema, type Sha256 } from "../../domain/ids.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import { recordCheckSchema, type RecordCheck } from "../record-check.ts";

/** One line of a list: the summary, and what only this workstation knows of the case. */
export interface CaseRow extends CaseSummary {
  itemName: string;
  /** Commands given here that the centre has not answered yet. */
  waitingCommandCount: number;
  /** Pages named by the case that are still to be sent to the centre from here. */
  waitingPageCount: number;
  hasAttention: boolean;
  /** In the deciding office: whether it waits for who is signed in, by their own or a delegated role: to sign, or to record a higher authority's answer. */
  isMyTurn: boolean;
}

/** A case opened: as it stands with this workstation's own commands counted in, and its trail. */
export interface OpenedCase {
  case: Case;
  item: ItemDefinition;
  actions: readonly CommandKind[];
  /** Which of the actions are done in a colleague's place, and under which delegation (R-FLOW-3); null when none is. */
  actingFor: OpenActions["actingFor"];
  waitingCommandCount: number;
  /** Recorded events first, then what was given here and waits. */
  trail: readonly (StampedEvent & { isWaiting: boolean })[];
  /** Contents of pages that never reached the centre and are lost here: the page may be scanned again, also after acceptance (R-OFF-3). */
  lostPages: readonly Sha256[];
  /** The recorded part, checked as it lies in this workstation's database (R-SUP-8). */
  record: RecordCheck;
}

/**
 * The lists of the desks. `today`: received or answered here today; `open`: not ended; `waiting`: something of it has not
 * reached the centre; `due`: what this office's windows must answer, hear of or bring in today or should have before; `inbox`: accepted cases of this office, those that wait for who asks first, then most urgent first; `certificates`: of this
 * office with a certificate still to be handed over, most urgent first; `publications`: decided or received
 * by this office and to be published, by their limit; `published`: those that were, the last first;
 * `to-deliver`: received by this office's windows, with a notice the applicant has not got, the one that waits longest first; `all`.
 */
export const caseViewSchema = z.enum(["today", "open", "waiting", "due", "inbox", "certificates", "publications", "published", "to-deliver", "all"]);
export type CaseView = z.infer<typeof caseViewSchema>;

/** A case half typed in, kept from the first key on so that a power cut loses nothing (R-OFF-2). */
export const draftSchema = z.object({
  draftId: z.uuid(),
  itemCode: z.string().nullable(),
  /** Whatever is typed so far; checked only when the case is received. */
  application: z.record(z.string(), z.unknown()),
  savedAt: z.string(),
});
export type Draft = z.infer<typeof draftSchema>;

const commandAnswerSchema = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("done"), opened: z.custom<OpenedCase>() }),
  z.object({ outcome: z.literal("refused"), refusal: refusalSchema }),
]);
export type CommandAnswer = z.infer<typeof commandAnswerSchema>;

export const caseChannels = {
  "cases.list": {
    input: z.object({ view: caseViewSchema, search: z.string().max(200).default(""), offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) }),
    output: z.object({ rows: z.array(z.custom<CaseRow>()), total: z.int() }),
  },
  /** Checks a case's record without opening it: one that tells no case any more is checked all the same. */
  "cases.verify": { input: z.object({ caseId: caseIdSchema }), output: recordCheckSchema },
  "cases.open": { input: z.object({ caseId: caseIdSchema }), output: z.custom<OpenedCase>() },
  /**
   * Reception (R-RECV-1): the workstation gives the number; a draft is dropped in the same transaction, and its id becomes the case's:
   * the same draft again answers with the case it became.
   */
  "cases.receive": {
    input: z.object({ draftId: z.uuid().nullable(), itemCode: z.string(), application: applicationSchema }),
    output: commandAnswerSchema,
  },
  /** Any other act on a case. */
  "cases.act": { input: z.object({ caseId: caseIdSchema, body: commandBodySchema }), output: commandAnswerSchema },
  /** Writes the folder of R-SCAN-3 below the export folder, numbered when one of its name is there; pages not here are fetched first. */
  "cases.export": { input: z.object({ caseId: caseIdSchema }), output: z.object({ folder: z.string(), files: z.array(z.string()) }) },
  "drafts.list": { input: z.object({}), output: z.array(draftSchema) },
  "drafts.save": { input: draftSchema, output: z.object({}) },
  "drafts.drop": { input: z.object({ draftId: z.uuid() }), output: z.object({}) },
  /** A page's JPEG, fetched from the centre when it is not here. Fails `page-not-here` while offline. */
  "pages.read": { input: z.object({ sha256: sha256Schema }), output: z.object({ jpeg: z.custom<Uint8Array>() }) },
} as const;

export const caseTopics = {
  /** Something about these cases changed; the lists too. */
  "cases.changed": z.object({ caseIds: z.array(caseIdSchema) }),
} as const;

import { z } from "zod";
import { capacityRefusals } from "../people/capacity.ts";

/**
 * Why a command was refused: an expected answer, not an error. Each code carries what its wording names. The wording for
 * people is in `contracts/wording/refusals.ts`.
 */
const refusalMembers = [
  z.object({ code: z.literal("case-exists") }),
  z.object({ code: z.literal("case-unknown") }),
  z.object({ code: z.literal("number-taken"), number: z.string() }),
  z.object({ code: z.literal("number-not-own"), number: z.string() }),
  z.object({ code: z.literal("item-unknown"), itemCode: z.string(), itemVersion: z.int() }),
  z.object({ code: z.literal("not-allowed-now"), kind: z.string(), stage: z.string() }),
  z.object({ code: z.literal("not-entitled"), kind: z.string(), neededRoles: z.array(z.string()) }),
  z.object({ code: z.literal("actor-mismatch") }),
  z.object({ code: z.literal("identity-invalid"), problem: z.string() }),
  z.object({ code: z.literal("material-unknown"), materialCode: z.string() }),
  z.object({ code: z.literal("materials-frozen"), materialCode: z.string() }),
  z.object({ code: z.literal("paper-not-allowed"), materialCode: z.string() }),
  z.object({ code: z.literal("not-on-paper"), materialCode: z.string() }),
  z.object({ code: z.literal("register-not-accepted"), materialCode: z.string(), register: z.string() }),
  z.object({ code: z.literal("page-unknown"), pageId: z.string() }),
  z.object({ code: z.literal("page-not-lost"), pageId: z.string() }),
  z.object({ code: z.literal("page-already-attached"), pageId: z.string() }),
  z.object({ code: z.literal("page-out-of-bounds"), pageId: z.string(), violations: z.array(z.string()) }),
  z.object({ code: z.literal("place-out-of-range"), index: z.int(), pageCount: z.int() }),
  z.object({
    code: z.literal("not-complete"),
    missingMaterials: z.array(z.string()),
    missingFields: z.array(z.string()),
  }),
  /** A correction notice must list these too. */
  z.object({
    code: z.literal("defects-missing"),
    missingMaterials: z.array(z.string()),
    missingFields: z.array(z.string()),
  }),
  z.object({ code: z.literal("nothing-to-digitise"), materialCode: z.string() }),
  z.object({ code: z.literal("correction-already-requested") }),
  z.object({ code: z.literal("correction-too-late"), dueAt: z.string() }),
  z.object({ code: z.literal("correction-not-yet-late"), dueAt: z.string() }),
  /** The limit seems over, but its end is an estimate: the holidays are known only until `knownUntil`. */
  z.object({ code: z.literal("limit-estimated"), dueAt: z.string(), knownUntil: z.string() }),
  z.object({ code: z.literal("no-correction-requested") }),
  z.object({ code: z.literal("answer-not-yet-late"), dueAt: z.string() }),
  z.object({ code: z.literal("office-not-deciding") }),
  z.object({ code: z.literal("step-not-current"), stepName: z.string() }),
  z.object({ code: z.literal("step-not-yours"), stepName: z.string(), neededRole: z.string() }),
  z.object({ code: z.literal("already-signed"), stepName: z.string() }),
  z.object({ code: z.literal("decision-due"), stepName: z.string() }),
  z.object({ code: z.literal("decision-not-due"), stepName: z.string() }),
  z.object({ code: z.literal("reasons-missing"), missing: z.array(z.enum(["reasons", "legalBasis", "remedies"])) }),
  z.object({ code: z.literal("step-not-earlier"), stepCode: z.string() }),
  z.object({ code: z.literal("opinion-unknown"), opinionNumber: z.int() }),
  z.object({ code: z.literal("opinion-not-own"), opinionNumber: z.int(), signerName: z.string() }),
  z.object({ code: z.literal("correction-already-asked"), opinionNumber: z.int(), askedBy: z.string() }),
  /** Not asked for, or not in these words. */
  z.object({ code: z.literal("correction-not-asked"), opinionNumber: z.int() }),
  z.object({ code: z.literal("case-suspended"), procedure: z.string(), until: z.string() }),
  z.object({ code: z.literal("case-reported-upward"), authority: z.string() }),
  z.object({ code: z.literal("not-suspended") }),
  z.object({ code: z.literal("suspension-not-over"), until: z.string() }),
  z.object({ code: z.literal("not-reported-upward") }),
  /** The act belongs to other steps than the one where the case stands. */
  z.object({ code: z.literal("step-unfit"), kind: z.string(), stepName: z.string() }),
  z.object({ code: z.literal("meeting-not-provided") }),
  z.object({ code: z.literal("meeting-not-called"), stepName: z.string() }),
  z.object({ code: z.literal("meeting-due"), stepName: z.string() }),
  z.object({ code: z.literal("meeting-date-wrong"), heldOn: z.string(), calledOn: z.string() }),
  ...capacityRefusals,
  z.object({ code: z.literal("receipt-not-due"), receipt: z.string() }),
  /** Said by whoever takes commands from a workstation, before the rules of the case (`centre-given.ts`). */
  z.object({ code: z.literal("only-at-centre"), kind: z.string() }),
  /** Likewise: what a workstation receives was handed in at its window (R-RECV-1). */
  z.object({ code: z.literal("channel-not-own"), channel: z.string() }),
  z.object({ code: z.literal("office-not-concerned") }),
  z.object({ code: z.literal("no-fee-due") }),
  z.object({ code: z.literal("fee-already-paid"), at: z.string(), receivedBy: z.string() }),
  z.object({ code: z.literal("payment-too-late"), dueAt: z.string() }),
  z.object({ code: z.literal("payment-not-yet-late"), dueAt: z.string() }),
  z.object({ code: z.literal("payment-date-wrong"), earliest: z.string(), latest: z.string() }),
  z.object({ code: z.literal("amount-not-due"), totalFen: z.int(), amountFen: z.int() }),
  z.object({ code: z.literal("document-not-due"), document: z.string() }),
  z.object({ code: z.literal("document-already-numbered"), document: z.string(), number: z.string() }),
  /** Not numbered yet, void, or no such notice. */
  z.object({ code: z.literal("notice-not-there"), document: z.string(), number: z.string() }),
  z.object({ code: z.literal("notice-already-delivered"), document: z.string(), number: z.string(), recipientName: z.string(), deliveredOn: z.string() }),
  z.object({ code: z.literal("delivery-date-wrong"), earliest: z.string(), latest: z.string() }),
  z.object({ code: z.literal("certificate-not-due"), problem: z.enum(["no-certificate", "not-granted", "fee-unpaid"]) }),
  z.object({ code: z.literal("certificate-already-prepared"), preparedBy: z.string() }),
  z.object({ code: z.literal("second-officer-not-needed") }),
  z.object({ code: z.literal("second-officer-needed") }),
  z.object({ code: z.literal("second-officer-same"), preparedBy: z.string() }),
  z.object({ code: z.literal("certificate-already-issued"), number: z.string() }),
  z.object({ code: z.literal("certificate-number-used"), number: z.string() }),
  z.object({ code: z.literal("certificate-unknown"), number: z.string() }),
  z.object({ code: z.literal("certificate-not-valid"), number: z.string(), state: z.string() }),
  /** Said by the centre of a certificate referenced from a register it keeps (R-RECV-9). */
  z.object({ code: z.literal("reference-not-valid"), number: z.string(), state: z.enum(["unknown", "reissued", "revoked", "expired"]) }),
  z.object({ code: z.literal("certificate-already-printed"), number: z.string(), paperSerial: z.string() }),
  z.object({ code: z.literal("paper-serial-used"), paperSerial: z.string() }),
  z.object({ code: z.literal("result-not-ready"), missing: z.array(z.string()) }),
  z.object({ code: z.literal("hand-over-incomplete"), missing: z.array(z.string()) }),
  z.object({ code: z.literal("already-handed-over"), recipientName: z.string(), at: z.string() }),
  z.object({ code: z.literal("not-handed-over") }),
  z.object({ code: z.literal("already-published"), place: z.string(), at: z.string() }),
  /** The signature under an act, which the centre looks at before the rules of the case (R-SEC-3). */
  z.object({ code: z.literal("signature-missing"), kind: z.string() }),
  z.object({ code: z.literal("signature-invalid"), kind: z.string() }),
  /** `at`: when it was revoked or ran out; null otherwise. */
  z.object({ code: z.literal("signing-key-unknown"), reason: z.enum(["unknown", "of-another", "revoked", "out-of-date"]), at: z.string().nullable() }),
  /** What was signed for is not what the record says at that version. */
  z.object({ code: z.literal("record-changed"), recordVersion: z.int() }),
  /** Said by the centre of a record that somebody changed behind its back, at that version (R-SUP-8): nothing is done on it. */
  z.object({ code: z.literal("centre-record-broken"), version: z.int(), problem: z.string() }),
  /** Not by the case's rules: the centre could not read the command, given by a program of other rules. */
  z.object({ code: z.literal("not-understood"), field: z.string(), problem: z.string() }),
] as const;

export const refusalSchema = z.discriminatedUnion("code", refusalMembers);
export type Refusal = z.infer<typeof refusalSchema>;

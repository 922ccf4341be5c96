import { z } from "zod";

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
  z.object({ code: z.literal("page-already-attached"), pageId: z.string() }),
  z.object({ code: z.literal("page-out-of-bounds"), pageId: z.string(), violations: z.array(z.string()) }),
  z.object({ code: z.literal("place-out-of-range"), index: z.int(), pageCount: z.int() }),
  z.object({
    code: z.literal("not-complete"),
    missingMaterials: z.array(z.string()),
    missingFields: z.array(z.string()),
  }),
  z.object({ code: z.literal("nothing-to-digitise"), materialCode: z.string() }),
  z.object({ code: z.literal("correction-already-requested") }),
  z.object({ code: z.literal("correction-too-late"), dueAt: z.string() }),
  z.object({ code: z.literal("correction-not-yet-late"), dueAt: z.string() }),
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
  z.object({ code: z.literal("receipt-not-due"), receipt: z.string() }),
  /** The signature under an act, which the centre looks at before the rules of the case (R-SEC-3). */
  z.object({ code: z.literal("signature-missing"), kind: z.string() }),
  z.object({ code: z.literal("signature-invalid"), kind: z.string() }),
  /** `at`: when it was revoked or ran out; null otherwise. */
  z.object({ code: z.literal("signing-key-unknown"), reason: z.enum(["unknown", "of-another", "revoked", "out-of-date"]), at: z.string().nullable() }),
  /** What was signed for is not what the record says at that version. */
  z.object({ code: z.literal("record-changed"), recordVersion: z.int() }),
  /** Not by the case's rules: the centre could not read the command, given by a program of other rules. */
  z.object({ code: z.literal("not-understood"), field: z.string(), problem: z.string() }),
] as const;

export const refusalSchema = z.discriminatedUnion("code", refusalMembers);
export type Refusal = z.infer<typeof refusalSchema>;

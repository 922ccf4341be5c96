import { z } from "zod";
import type { CaseCommand } from "../../domain/case/case-command.ts";
import type { RecordedEvent } from "../../domain/case/case-event.ts";
import { refusalSchema } from "../../domain/case/refusal.ts";
import { sealTrustSchema } from "../../domain/certificate/seal-trust.ts";
import { caseIdSchema, pageIdSchema } from "../../domain/ids.ts";
import { keyCarrierSchema } from "../../domain/signature/signing-trust.ts";
import { instantSchema, regionDateSchema } from "../../domain/time/instant.ts";
import { callSchema } from "../messages.ts";
import { catalogueSchema, enrolmentSchema, personSchema, signInRequestSchema, wireFailureSchema } from "../sync.ts";

/** What the clerk always sees (R-OFF-4). */
export const connectionSchema = z.object({
  isOnline: z.boolean(),
  /** When the connection was lost; null while online or never yet connected. */
  offlineSince: z.string().nullable(),
  lastSyncedAt: z.string().nullable(),
  waitingCaseCount: z.int(),
  waitingCommandCount: z.int(),
  waitingPageCount: z.int(),
  /** The oldest thing still waiting was given then. */
  waitingSince: z.string().nullable(),
  /** This clock minus the centre's, in milliseconds, when last compared; shown when it is over two minutes. */
  clockSkewMs: z.number().nullable(),
  isSyncing: z.boolean(),
  failure: wireFailureSchema.nullable(),
});
export type ConnectionState = z.infer<typeof connectionSchema>;

export const workplaceSchema = z.object({
  appVersion: z.string(),
  /** Null until this PC has joined a centre. */
  enrolment: enrolmentSchema.omit({ deviceToken: true }).extend({ centreUrl: z.string() }).nullable(),
  /** Who is signed in here; `isOfflineSignIn` when the centre could not be asked. */
  person: personSchema
    .extend({
      isOfflineSignIn: z.boolean(),
      /** What they would sign with now; null without a key, or for roles that sign nothing. */
      signingKey: z.object({ carrier: keyCarrierSchema, validUntil: instantSchema }).nullable(),
    })
    .nullable(),
  /** Nobody is signed in because the staff card they came with was pulled. */
  isLocked: z.boolean(),
  connection: connectionSchema,
  /** The last day whose holidays are announced, as this PC last heard; null before it heard of any calendar. */
  calendarKnownUntil: regionDateSchema.nullable(),
  /** Each office's seal, as this PC last heard, with the end of its certificate. */
  sealsInUse: sealTrustSchema.shape.inUse,
  store: z.object({
    /** How it was found at start; `rebuilt` tells the clerk what was set aside. */
    outcome: z.enum(["opened", "created", "rebuilt"]),
    setAsideFolder: z.string().nullable(),
    savedCommandCount: z.int(),
    /** It was rebuilt and may have lost numbers already given: no reception until this PC joins under a new code (R-RECV-8). */
    needsNewCode: z.boolean(),
  }),
});
export type Workplace = z.infer<typeof workplaceSchema>;

/** Something a person must look at: never silently lost (R-OFF-3). */
export const attentionSchema = z.object({
  attentionId: z.uuid(),
  caseId: caseIdSchema.nullable(),
  caseNumber: z.string().nullable(),
  applicantName: z.string().nullable(),
  at: z.string(),
  cause: z.discriminatedUnion("kind", [
    /**
     * The centre refused what was done here; `commandKind` says what that was. Both sides: the command as it was given, null when an older
     * program did not keep it, and what was recorded of the case between what its giver knew and the refusal, as far as it is here.
     */
    z.object({
      kind: z.literal("command-refused"),
      commandKind: z.string(),
      refusal: refusalSchema,
      payload: z.unknown(),
      command: z.custom<CaseCommand>().nullable(),
      meanwhile: z.array(z.custom<RecordedEvent>()),
    }),
    /** `place` is where the page lies in its case; null when that is not known, or the case names the page no more. */
    z.object({
      kind: z.literal("page-not-sent"),
      sha256: z.string(),
      failure: wireFailureSchema,
      place: z.object({ materialCode: z.string(), pageId: pageIdSchema, pageNumber: z.int() }).nullable(),
    }),
    /** What the centre sent of this case does not hold together from `version` on (R-SUP-8). */
    z.object({ kind: z.literal("record-broken"), version: z.int(), problem: z.enum(["content-changed", "chain-broken", "version-missing"]) }),
    /** Messages of a case that were given up: somebody is to tell the contact by telephone, which settling the row records at the centre (R-FLOW-10). */
    callSchema.pick({ contactName: true, contactNumber: true, messages: true }).extend({ kind: z.literal("applicant-not-told") }),
    z.object({ kind: z.literal("queue-saved"), folder: z.string(), commandCount: z.int() }),
  ]),
});
export type Attention = z.infer<typeof attentionSchema>;

/** What the desks show and choose from. */
export const deskCatalogueSchema = catalogueSchema.omit({ signingTrust: true, sealTrust: true });
export type DeskCatalogue = z.infer<typeof deskCatalogueSchema>;

export const workplaceChannels = {
  "app.ping": {
    input: z.object({ text: z.string().max(100) }),
    output: z.object({ text: z.string(), appVersion: z.string(), processId: z.int() }),
  },
  "workplace.get": { input: z.object({}), output: workplaceSchema },
  /** Joins a centre (R-SEC-5). Under another code than before, whoever is signed in must sign in again. */
  "workplace.enrol": {
    input: z.object({ centreUrl: z.url(), enrolmentCode: z.string().trim().min(1), deviceName: z.string().trim().min(1).max(100) }),
    output: workplaceSchema,
  },
  /** Works offline for people who signed in here before; not with a new password, which only the centre can take. */
  "session.signIn": { input: signInRequestSchema.extend({ account: z.string().trim().min(1) }), output: workplaceSchema },
  "session.signOut": { input: z.object({}), output: workplaceSchema },
  "catalogue.get": { input: z.object({}), output: deskCatalogueSchema },
  "sync.now": { input: z.object({}), output: connectionSchema },
  "attention.list": { input: z.object({}), output: z.array(attentionSchema) },
  /** The clerk has dealt with it; the record keeps it. An applicant told by telephone is recorded at the centre, which must be there for it. */
  "attention.settle": { input: z.object({ attentionId: z.uuid() }), output: z.object({}) },
} as const;

export const workplaceTopics = {
  "workplace.changed": workplaceSchema,
  "attention.changed": z.object({ count: z.int() }),
} as const;

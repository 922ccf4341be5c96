import { z } from "zod";
import { caseCommandSchema } from "../domain/case/case-command.ts";
import { recordedEventSchema } from "../domain/case/case-event.ts";
import { refusalSchema } from "../domain/case/refusal.ts";
import { sealTrustSchema } from "../domain/certificate/seal-trust.ts";
import { workingCalendarSchema } from "../domain/calendar/working-calendar.ts";
import { officeIdSchema, personIdSchema, sha256Schema, workstationCodeSchema, commandIdSchema } from "../domain/ids.ts";
import { itemDefinitionSchema } from "../domain/item/item-definition.ts";
import { PAGE_LIMIT_BYTES } from "../domain/page/page-rules.ts";
import { delegationSchema } from "../domain/people/delegation.ts";
import { passwordLength } from "../domain/people/password-length.ts";
import { roleSchema } from "../domain/people/role.ts";
import { signingTrustSchema } from "../domain/signature/signing-trust.ts";
import { instantSchema } from "../domain/time/instant.ts";

/** Raised with every change to what crosses this wire; a workstation and a centre of different versions do not talk. */
export const syncProtocolVersion = 5;
/** Header that carries `syncProtocolVersion`; a mismatch is answered 426 with code `protocol-mismatch`. */
export const protocolVersionHeader = "x-yichuang-protocol";
/** Header with the device's secret, given once at enrolment; `authorization: Bearer` carries the person's. */
export const deviceTokenHeader = "x-yichuang-device";

/** How errors come back from every route. */
export const wireFailureSchema = z.object({
  code: z.string(),
  retryable: z.boolean(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type WireFailure = z.infer<typeof wireFailureSchema>;

export const personSchema = z.object({
  personId: personIdSchema,
  account: z.string(),
  name: z.string(),
  officeId: officeIdSchema,
  officeName: z.string(),
  roles: z.array(roleSchema),
});
export type Person = z.infer<typeof personSchema>;

/** `POST /api/enrolments`: one PC joins with a code an administrator made, good once (R-SEC-5). */
export const enrolmentRequestSchema = z.object({ enrolmentCode: z.string().min(1), deviceName: z.string().min(1).max(100) });
export const enrolmentSchema = z.object({
  workstationCode: workstationCodeSchema,
  regionCode: z.string().regex(/^\d{6}$/),
  officeId: officeIdSchema,
  officeName: z.string(),
  deviceToken: z.string(),
});
export type Enrolment = z.infer<typeof enrolmentSchema>;

export const newPasswordSchema = z.string().min(passwordLength.least).max(passwordLength.most);

/**
 * `POST /api/sessions` (needs the device token): sign-in of a person at a device. `newPassword` takes the password's place at once; a
 * password that somebody else gave needs one, and lets nobody in without.
 */
export const signInRequestSchema = z.object({ account: z.string().min(1), password: z.string().min(1), newPassword: newPasswordSchema.optional() });
export type SignInRequest = z.infer<typeof signInRequestSchema>;
export const signInSchema = z.object({ personToken: z.string(), person: personSchema, expiresAt: instantSchema });
export type SignIn = z.infer<typeof signInSchema>;

/** `POST /api/sync/push`: commands in the order given; they are applied in it, up to the first that needs something first. */
export const pushRequestSchema = z.object({
  /** The workstation's clock at sending: the centre compares. */
  sentAt: instantSchema,
  commands: z.array(caseCommandSchema).max(200),
});
export type PushRequest = z.infer<typeof pushRequestSchema>;

/**
 * What became of one command. `applied` and `duplicate` (known by its id; the first result again) carry the events;
 * `rejected` carries the refusal and the case's version it was judged on, where that is known.
 */
export const commandResultSchema = z.discriminatedUnion("outcome", [
  z.object({ commandId: commandIdSchema, outcome: z.literal("applied"), events: z.array(recordedEventSchema), isDuplicate: z.boolean() }),
  z.object({ commandId: commandIdSchema, outcome: z.literal("rejected"), refusal: refusalSchema, judgedVersion: z.int().min(0).nullable(), isDuplicate: z.boolean() }),
]);
export type CommandResult = z.infer<typeof commandResultSchema>;

export const pushResponseSchema = z.object({ results: z.array(commandResultSchema), centreTime: instantSchema });
export type PushResponse = z.infer<typeof pushResponseSchema>;

/**
 * `GET /api/sync/pull?cursor=&limit=`: what is new for the offices this device's people may see. `cursor` is the centre's
 * own text, empty at first; entries come in order and none is ever missed. `isMore` says to ask again at once.
 */
export const pullQuerySchema = z.object({ cursor: z.string().default(""), limit: z.coerce.number().int().min(1).max(2000).default(500) });
export const pullResponseSchema = z.object({
  cursor: z.string(),
  events: z.array(recordedEventSchema),
  isMore: z.boolean(),
  centreTime: instantSchema,
});
export type PullResponse = z.infer<typeof pullResponseSchema>;

/** `GET /api/catalogue`: every item version cases may refer to, the region's calendar, the delegations, and by what signatures and sealed papers are checked; with `etag`. */
export const catalogueSchema = z.object({
  items: z.array(itemDefinitionSchema),
  calendar: workingCalendarSchema,
  /** Who signs for whom (R-FLOW-3): those that run, are to come, or are over not long ago, for what was signed offline. */
  delegations: z.array(delegationSchema),
  signingTrust: signingTrustSchema,
  sealTrust: sealTrustSchema,
});
export type Catalogue = z.infer<typeof catalogueSchema>;

/** `POST /api/files/missing`: which of these contents the centre has not got whole. */
export const missingFilesRequestSchema = z.object({ sha256s: z.array(sha256Schema).max(2000) });
export const missingFilesSchema = z.object({ missing: z.array(z.object({ sha256: sha256Schema, offset: z.int().min(0) })) });

/**
 * Files: `HEAD /api/files/:sha256` answers `upload-offset`, and `upload-complete: 1` once verified. `PATCH` with
 * `upload-offset`, `upload-length` and a body of bytes continues there; 409 with the right offset when it is another. When
 * the last byte is in, the centre verifies the content: a wrong one is thrown away (422 `file-content-wrong`, offset 0), and so is
 * one that is no page (422 `file-not-a-page`, R-SCAN-1), which sending again does not change.
 * `GET` gives the content.
 */
export const uploadOffsetHeader = "upload-offset";
export const uploadLengthHeader = "upload-length";
export const uploadCompleteHeader = "upload-complete";
/** Files are pages, and pages are no longer (R-SCAN-1). */
export const longestFileBytes = PAGE_LIMIT_BYTES;

/** `GET /api/sync/events`: server-sent events; `changed` says only that a pull would bring something. */
export const changedEventName = "changed";

import { z } from "zod";
import { eventKinds } from "../domain/case/case-event.ts";
import { instantSchema } from "../domain/time/instant.ts";

/** Which check found a row of a case's record wrong (R-SUP-8, R-SEC-3); the wording is in `contracts/wording/record.ts`. */
export const recordProblemSchema = z.enum([
  "content-changed",
  "chain-broken",
  "version-missing",
  "signature-missing",
  "signature-invalid",
  "signing-key-unknown",
  "record-changed",
  "unreadable",
  "row-differs",
  "events-missing",
  "delegation-wrong",
]);

/** The first wrong row of a case's record. `kind` is null when the row that should be there is not. */
export const recordFaultSchema = z.object({ version: z.int(), kind: z.enum(eventKinds).nullable(), problem: recordProblemSchema });

/** What came of checking a case's record as it lies in this workstation's database. */
export const recordCheckSchema = z.object({
  eventCount: z.int(),
  signedCount: z.int(),
  /** Acts from before signatures were asked for (未签名). */
  unsignedCount: z.int(),
  /** Null when the record is whole. */
  fault: recordFaultSchema.extend({ caseNumber: z.string().nullable() }).nullable(),
});
export type RecordCheck = z.infer<typeof recordCheckSchema>;

/** `GET /api/record-checks`: the centre's checks of its whole record, one a day; `endedAt` is null while one goes on. A line a fault, as it is said to people. */
export const recordCheckListSchema = z.object({
  checks: z.array(z.object({ begunAt: instantSchema, endedAt: instantSchema.nullable(), caseCount: z.int(), eventCount: z.int(), faults: z.array(z.string()) })),
});

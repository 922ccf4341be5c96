import { z } from "zod";

/** Ids are UUIDs (version 7 where we make them), branded so that one kind is never passed for another. */
export const caseIdSchema = z.uuid().brand<"CaseId">();
export type CaseId = z.infer<typeof caseIdSchema>;

export const commandIdSchema = z.uuid().brand<"CommandId">();
export type CommandId = z.infer<typeof commandIdSchema>;

export const pageIdSchema = z.uuid().brand<"PageId">();
export type PageId = z.infer<typeof pageIdSchema>;

export const personIdSchema = z.uuid().brand<"PersonId">();
export type PersonId = z.infer<typeof personIdSchema>;

export const officeIdSchema = z.uuid().brand<"OfficeId">();
export type OfficeId = z.infer<typeof officeIdSchema>;

/** Lower-case hexadecimal SHA-256: the name of a file's content. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/).brand<"Sha256">();
export type Sha256 = z.infer<typeof sha256Schema>;

/** Four digits given to a workstation's database at enrolment, never given twice (R-RECV-8). */
export const workstationCodeSchema = z.string().regex(/^\d{4}$/).brand<"WorkstationCode">();
export type WorkstationCode = z.infer<typeof workstationCodeSchema>;

import { z } from "zod";
import { officeIdSchema } from "../domain/ids.ts";
import { sealUseSchema } from "../domain/record/seal-use.ts";
import { instantSchema } from "../domain/time/instant.ts";

/** A seal as whoever administers it sees it; its key is never told. */
export const listedSealSchema = z.object({
  officeId: officeIdSchema,
  sealId: z.uuid(),
  officeName: z.string(),
  centreLine: z.string(),
  code: z.string(),
  diameterMm: z.int(),
  keyHolder: z.string(),
  /** SHA-256 of the seal's certificate, upper-case hexadecimal with colons. */
  fingerprint: z.string(),
  validUntil: instantSchema,
  madeAt: instantSchema,
  retiredAt: instantSchema.nullable(),
  retirementReason: z.string().nullable(),
  isCompromised: z.boolean(),
});
export type ListedSeal = z.infer<typeof listedSealSchema>;

/** `POST /api/offices/:officeId/seal`: `replacing` retires the one in use. */
export const newSealSchema = z.object({
  centreLine: z.string().trim().min(1).max(20).default("审批专用章"),
  code: z.string().regex(/^\d{0,16}$/).default(""),
  diameterMm: z.union([z.literal(42), z.literal(45)]).default(42),
  replacing: z.object({ reason: z.string().trim().min(1).max(500), isCompromised: z.boolean() }).optional(),
});

/** `GET /api/seals/:officeId/uses`: newest first. */
export const sealUsesQuerySchema = z.object({ before: z.coerce.number().int().min(1).optional(), limit: z.coerce.number().int().min(1).max(500).default(100) });
export const sealUsesSchema = z.array(sealUseSchema);

/** `GET /api/seal-authorities`: all a workstation needs to verify a sealed PDF by itself. Certificates are DER in base64. */
export const sealAuthoritiesSchema = z.object({
  roots: z.array(z.base64()),
  revocations: z.array(z.object({ fingerprint: z.string(), revokedAt: instantSchema })),
});
export type SealAuthorities = z.infer<typeof sealAuthoritiesSchema>;

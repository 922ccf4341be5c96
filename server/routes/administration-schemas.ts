import { z } from "zod";
import { officeIdSchema, personIdSchema, workstationCodeSchema } from "../../domain/ids.ts";
import { newPasswordSchema, personSchema } from "../../contracts/sync.ts";
import { officeProfileSchema } from "../../domain/office/office-profile.ts";
import { accountSchema, givenRoleSchema } from "../../domain/people/role.ts";
import { instantSchema } from "../../domain/time/instant.ts";

export const givenRolesSchema = z.array(givenRoleSchema).min(1);

export const newOfficeSchema = z.object({ name: z.string().trim().min(1).max(100), regionCode: z.string().regex(/^\d{6}$/) });
export const officeSchema = z.object({ officeId: officeIdSchema, name: z.string(), regionCode: z.string(), createdAt: instantSchema, profile: officeProfileSchema.nullable() });
export const officeParamsSchema = z.object({ officeId: officeIdSchema });

export const newPersonSchema = z.object({
  account: accountSchema,
  name: z.string().trim().min(1).max(60),
  officeId: officeIdSchema,
  roles: givenRolesSchema,
  password: newPasswordSchema,
});
export const listedPersonSchema = personSchema.extend({ isActive: z.boolean() });
export const personParamsSchema = z.object({ personId: personIdSchema });

export const workstationParamsSchema = z.object({ workstationCode: workstationCodeSchema });
export const listedWorkstationSchema = z.object({
  code: workstationCodeSchema,
  officeId: officeIdSchema,
  officeName: z.string(),
  deviceName: z.string(),
  enrolledAt: instantSchema,
  lastHeardAt: instantSchema.nullable(),
  shutOutAt: instantSchema.nullable(),
});
/** Why a workstation is shut out or let in again. */
export const reasonSchema = z.object({ reason: z.string().trim().min(1).max(500) });
export const newEnrolmentCodeSchema = z.object({ officeId: officeIdSchema });
export const enrolmentCodeSchema = z.object({ enrolmentCode: z.string(), expiresAt: instantSchema });

export const auditQuerySchema = z.object({ before: instantSchema.optional(), limit: z.coerce.number().int().min(1).max(500).default(100) });
export const auditEntrySchema = z.object({
  auditId: z.uuid(),
  occurredAt: instantSchema,
  personId: personIdSchema.nullable(),
  act: z.string(),
  subject: z.string(),
  details: z.record(z.string(), z.unknown()),
});

import { z } from "zod";
import { officeIdSchema, personIdSchema, workstationCodeSchema } from "../ids.ts";

/** The roles of docs/rules.md; `system` is the centre itself acting by rule (R-RECV-3). */
export const roleSchema = z.enum([
  "window-clerk",
  "handler",
  "section-head",
  "deputy-leader",
  "chief-leader",
  "certificate-officer",
  "cashier",
  "supervisor",
  "item-administrator",
  "system-administrator",
  "system",
]);
export type Role = z.infer<typeof roleSchema>;

/** `system` is the centre itself: nobody is given it. */
export const givenRoleSchema = roleSchema.exclude(["system"]);

/** What a person signs in with. */
export const accountSchema = z.string().trim().regex(/^[a-z0-9._-]{2,60}$/);

/** Who acts, with the roles held and the office acted for, as written into the record (R-SUP-8). */
export const actorSchema = z.object({
  personId: personIdSchema,
  name: z.string().min(1),
  roles: z.array(roleSchema).min(1),
  officeId: officeIdSchema,
  workstationCode: workstationCodeSchema.nullable(),
});
export type Actor = z.infer<typeof actorSchema>;

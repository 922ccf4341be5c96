import { z } from "zod";
import { personIdSchema } from "../domain/ids.ts";
import { delegationKindSchema, delegationSchema } from "../domain/people/delegation.ts";
import { roleSchema } from "../domain/people/role.ts";
import { instantSchema } from "../domain/time/instant.ts";

/** `POST /api/delegations`: who is signed in lets a colleague sign for them (R-FLOW-3). Answered with the delegation as it stands. */
export const newDelegationSchema = z.object({
  kind: delegationKindSchema,
  toPersonId: personIdSchema,
  role: roleSchema,
  validFrom: instantSchema,
  validUntil: instantSchema,
});
export type NewDelegation = z.infer<typeof newDelegationSchema>;

/** `GET /api/delegations`: those of the office that run, are to come or are over not long ago, latest first, and who may receive one. */
export const officeDelegationsSchema = z.object({
  delegations: z.array(delegationSchema),
  colleagues: z.array(z.object({ personId: personIdSchema, name: z.string(), roles: z.array(roleSchema) })),
});
export type OfficeDelegations = z.infer<typeof officeDelegationsSchema>;

import { z } from "zod";
import { delegationIdSchema, delegationSchema } from "../../domain/people/delegation.ts";
import { newDelegationSchema, officeDelegationsSchema } from "../delegations.ts";

/** 授权 and AB 岗 (R-FLOW-3). The centre keeps them: `centre-unreachable` without the network, `centre-sign-in-needed` for somebody signed in offline. */
export const delegationChannels = {
  "delegations.list": { input: z.object({}), output: officeDelegationsSchema },
  "delegations.give": { input: newDelegationSchema, output: delegationSchema },
  "delegations.end": { input: z.object({ id: delegationIdSchema }), output: delegationSchema },
} as const;

import { officeDelegationsSchema, type NewDelegation, type OfficeDelegations } from "../contracts/delegations.ts";
import { delegationSchema, type Delegation, type DelegationId } from "../domain/people/delegation.ts";
import { ask, readJson } from "./http.ts";
import type { CentreAccess } from "./sync-transport.ts";

/** Who signs for whom (R-FLOW-3): kept by the centre alone. Failures as in `ask`, and the centre's own. */
export interface DelegationClient {
  listDelegations(access: CentreAccess, personToken: string): Promise<OfficeDelegations>;
  giveDelegation(access: CentreAccess, personToken: string, request: NewDelegation): Promise<Delegation>;
  endDelegation(access: CentreAccess, personToken: string, id: DelegationId): Promise<Delegation>;
}

export const delegationClient: DelegationClient = {
  listDelegations: async (access, personToken) => readJson(await ask(access, { method: "GET", path: "/api/delegations", personToken }), officeDelegationsSchema),
  giveDelegation: async (access, personToken, request) => readJson(await ask(access, { method: "POST", path: "/api/delegations", json: request, personToken }), delegationSchema),
  endDelegation: async (access, personToken, id) => readJson(await ask(access, { method: "POST", path: `/api/delegations/${id}/end`, personToken }), delegationSchema),
};

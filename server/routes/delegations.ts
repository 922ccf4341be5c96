import { z } from "zod";
import { newDelegationSchema, officeDelegationsSchema } from "../../contracts/delegations.ts";
import { delegationIdSchema, delegationSchema } from "../../domain/people/delegation.ts";
import { endDelegation, giveDelegation, listColleagues, listCurrentDelegations } from "../accounts/delegations.ts";
import type { Centre } from "../centre.ts";
import { announce } from "../record/feed-signal.ts";
import { authenticatePerson } from "./authentication.ts";
import { failureResponse, type App } from "./route.ts";

/** 授权 and AB 岗 (R-FLOW-3): given and ended by who is signed in, for themselves; the office's workstations hear of it at once. */
export function addDelegationRoutes(app: App, centre: Centre): void {
  const tags = ["delegations"];

  app.get(
    "/api/delegations",
    { schema: { summary: "Delegations of the person's office", tags, response: { 200: officeDelegationsSchema, ...failureResponse } } },
    async (request) => {
      const { person } = await authenticatePerson(centre, request);
      const { database } = centre;
      return { delegations: await listCurrentDelegations(database, centre.now(), person.officeId), colleagues: await listColleagues(database, person.officeId) };
    },
  );

  app.post(
    "/api/delegations",
    { schema: { summary: "Let a colleague sign for oneself", tags, body: newDelegationSchema, response: { 200: delegationSchema, ...failureResponse } } },
    async (request) => {
      const { person } = await authenticatePerson(centre, request);
      const delegation = await giveDelegation(centre, person, request.body);
      await announce(centre.database, [person.officeId]);
      return delegation;
    },
  );

  app.post(
    "/api/delegations/:id/end",
    { schema: { summary: "End a delegation before its time", tags, params: z.object({ id: delegationIdSchema }), response: { 200: delegationSchema, ...failureResponse } } },
    async (request) => {
      const { person } = await authenticatePerson(centre, request);
      const delegation = await endDelegation(centre, person, request.params.id);
      await announce(centre.database, [person.officeId]);
      return delegation;
    },
  );
}

import { z } from "zod";
import { listedSealSchema, newSealSchema, sealUsesQuerySchema, sealUsesSchema, type ListedSeal } from "../../contracts/certificates.ts";
import { getSealPicture } from "../../documents/seal/seal-picture.ts";
import { officeIdSchema } from "../../domain/ids.ts";
import { getOffice } from "../accounts/offices.ts";
import type { Centre } from "../centre.ts";
import { listSealUses } from "../seal/seal-log.ts";
import { listSeals, makeSeal, type Seal } from "../seal/seals.ts";
import { authenticatePerson } from "./authentication.ts";
import { failureResponse, type App } from "./route.ts";

const tags = ["seals"];
const paramsSchema = z.object({ officeId: officeIdSchema });

/** The approval seals: made by a system administrator, their uses read by the supervisors too (R-CERT-2). */
export function addSealRoutes(app: App, centre: Centre): void {
  app.get(
    "/api/seals",
    { schema: { summary: "Seals, in use and retired", tags, response: { 200: z.array(listedSealSchema), ...failureResponse } } },
    async (request) => {
      await authenticatePerson(centre, request, ["system-administrator", "supervisor"]);
      return (await listSeals(centre.database)).map(withoutKey);
    },
  );

  app.post(
    "/api/offices/:officeId/seal",
    { schema: { summary: "Give an office its seal, or another one", tags, params: paramsSchema, body: newSealSchema, response: { 200: listedSealSchema, ...failureResponse } } },
    async (request) => {
      const { person } = await authenticatePerson(centre, request, ["system-administrator"]);
      const { replacing, ...words } = request.body;
      const office = await getOffice(centre.database, request.params.officeId);
      // What cannot be cut into a seal is found out before there is one.
      getSealPicture({ officeName: office.name, ...words }, centre.fonts);
      return withoutKey(await makeSeal(centre, office.officeId, words, person.personId, replacing));
    },
  );

  app.get(
    "/api/seals/:officeId/uses",
    { schema: { summary: "Uses of an office's seal, newest first", tags, params: paramsSchema, querystring: sealUsesQuerySchema, response: { 200: sealUsesSchema, ...failureResponse } } },
    async (request) => {
      await authenticatePerson(centre, request, ["system-administrator", "supervisor"]);
      return listSealUses(centre.database, request.params.officeId, request.query);
    },
  );
}

function withoutKey({ keyReference: _key, certificateChain: _chain, madeBy: _madeBy, retiredBy: _retiredBy, ...seal }: Seal): ListedSeal {
  return seal;
}

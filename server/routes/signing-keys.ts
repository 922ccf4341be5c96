import { z } from "zod";
import { certifiedKeySchema, listedSigningKeySchema, revocationSchema, signingKeyRequestSchema } from "../../contracts/signing-keys.ts";
import { Failure } from "../../domain/failure.ts";
import { personIdSchema } from "../../domain/ids.ts";
import { certifySigningKey, listSigningKeys, revokeSigningKey } from "../accounts/signing-keys.ts";
import type { Centre } from "../centre.ts";
import { readSigningTrust } from "../record/signatures-since.ts";
import { authenticatePerson, checkProtocol } from "./authentication.ts";
import { done, doneSchema, failureResponse, type App } from "./route.ts";

const tags = ["signing keys"];

/** The keys people sign acts on cases with (R-SEC-3). */
export function addSigningKeyRoutes(app: App, centre: Centre): void {
  app.post(
    "/api/signing-keys",
    { schema: { summary: "Have the key certified one signs with", tags, body: signingKeyRequestSchema, response: { 200: certifiedKeySchema, ...failureResponse } } },
    async (request) => {
      checkProtocol(request);
      const { workstation, person } = await authenticatePerson(centre, request);
      const { certificate, validUntil } = await certifySigningKey(centre, workstation, person, request.body);
      return { certificate, validUntil, trust: await readSigningTrust(centre.database) };
    },
  );

  app.get(
    "/api/people/:personId/signing-keys",
    { schema: { summary: "A person's signing keys, newest first", tags, params: z.object({ personId: personIdSchema }), response: { 200: z.array(listedSigningKeySchema), ...failureResponse } } },
    async (request) => {
      const { person } = await authenticatePerson(centre, request);
      const mayLook = person.personId === request.params.personId || person.roles.includes("system-administrator");
      if (!mayLook) throw new Failure("not-entitled", { details: { neededRoles: "system-administrator" } });
      return listSigningKeys(centre.database, request.params.personId);
    },
  );

  app.post(
    "/api/signing-keys/:fingerprint/revocation",
    { schema: { summary: "Take a signing key out of use", tags, params: z.object({ fingerprint: z.string() }), body: revocationSchema, response: { 200: doneSchema, ...failureResponse } } },
    async (request) => {
      const { person } = await authenticatePerson(centre, request, ["system-administrator"]);
      await revokeSigningKey(centre, request.params.fingerprint, request.body.reason, person.personId);
      return done;
    },
  );
}

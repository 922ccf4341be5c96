import { z } from "zod";
import { enrolmentRequestSchema, enrolmentSchema, newPasswordSchema, personSchema, signInRequestSchema, signInSchema } from "../../contracts/sync.ts";
import { changeOwnPassword, signIn, signOut } from "../accounts/sign-in.ts";
import { enrol } from "../accounts/workstations.ts";
import type { Centre } from "../centre.ts";
import { authenticatePerson, authenticateWorkstation, checkProtocol } from "./authentication.ts";
import { done, doneSchema, failureResponse, type App } from "./route.ts";

export function addSessionRoutes(app: App, centre: Centre): void {
  app.post(
    "/api/enrolments",
    { schema: { summary: "Enrol this PC with a code good once", tags: ["accounts"], body: enrolmentRequestSchema, response: { 200: enrolmentSchema, ...failureResponse } } },
    async (request) => {
      checkProtocol(request);
      return enrol(centre, request.body.enrolmentCode, request.body.deviceName);
    },
  );

  app.post(
    "/api/sessions",
    { schema: { summary: "Sign in at an enrolled workstation", tags: ["accounts"], body: signInRequestSchema, response: { 200: signInSchema, ...failureResponse } } },
    async (request) => {
      checkProtocol(request);
      const workstation = await authenticateWorkstation(centre, request);
      return signIn(centre, workstation, { ...request.body, account: request.body.account.trim() });
    },
  );

  app.get(
    "/api/sessions/current",
    { schema: { summary: "Who is signed in", tags: ["accounts"], response: { 200: personSchema, ...failureResponse } } },
    async (request) => (await authenticatePerson(centre, request)).person,
  );

  app.delete(
    "/api/sessions/current",
    { schema: { summary: "Sign out", tags: ["accounts"], response: { 200: doneSchema, ...failureResponse } } },
    async (request) => {
      await signOut(centre, (await authenticatePerson(centre, request)).personToken);
      return done;
    },
  );

  app.put(
    "/api/sessions/current/password",
    {
      schema: {
        summary: "Change one's own password",
        tags: ["accounts"],
        body: z.object({ currentPassword: z.string().min(1), newPassword: newPasswordSchema }),
        response: { 200: doneSchema, ...failureResponse },
      },
    },
    async (request) => {
      const { person, personToken } = await authenticatePerson(centre, request);
      const { currentPassword, newPassword } = request.body;
      await changeOwnPassword(centre, person.personId, { current: currentPassword, next: newPassword }, personToken);
      return done;
    },
  );
}

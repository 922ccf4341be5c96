import { desc, lt } from "drizzle-orm";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { newPasswordSchema, personSchema, type Person } from "../../contracts/sync.ts";
import { officeProfileSchema } from "../../domain/office/office-profile.ts";
import { createOffice, listOffices, setOfficeProfile } from "../accounts/offices.ts";
import { createPerson, deactivate, listPeople, resetPassword, setRoles } from "../accounts/people.ts";
import { hashPassword } from "../accounts/secrets.ts";
import { createEnrolmentCode, letIn, listWorkstations, shutOut } from "../accounts/workstations.ts";
import type { Centre } from "../centre.ts";
import { audit } from "../database/schema.ts";
import * as schemas from "./administration-schemas.ts";
import { authenticatePerson } from "./authentication.ts";
import { done, doneSchema, failureResponse, type App } from "./route.ts";

/** What only a system administrator (系统管理员) may do; every act is written to the audit. */
export function addAdministrationRoutes(app: App, centre: Centre): void {
  const administrator = async (request: FastifyRequest): Promise<Person> => (await authenticatePerson(centre, request, ["system-administrator"])).person;
  const tags = ["administration"];
  const answer = <T extends z.ZodType>(schema: T) => ({ 200: schema, ...failureResponse });

  app.get("/api/offices", { schema: { summary: "List offices", tags, response: answer(z.array(schemas.officeSchema)) } }, async (request) => {
    await administrator(request);
    return listOffices(centre.database);
  });

  app.post("/api/offices", { schema: { summary: "Create an office", tags, body: schemas.newOfficeSchema, response: answer(schemas.officeSchema) } }, async (request) => {
    const { personId } = await administrator(request);
    return createOffice(centre, request.body, personId);
  });

  app.put(
    "/api/offices/:officeId/profile",
    { schema: { summary: "Give what an office's documents say of it: address, telephone, remedies, fee account", tags, params: schemas.officeParamsSchema, body: officeProfileSchema, response: answer(schemas.officeSchema) } },
    async (request) => {
      const { personId } = await administrator(request);
      return setOfficeProfile(centre, request.params.officeId, request.body, personId);
    },
  );

  app.get("/api/people", { schema: { summary: "List people", tags, response: answer(z.array(schemas.listedPersonSchema)) } }, async (request) => {
    await administrator(request);
    return listPeople(centre.database);
  });

  app.post("/api/people", { schema: { summary: "Create a person's account", tags, body: schemas.newPersonSchema, response: answer(personSchema) } }, async (request) => {
    const { personId } = await administrator(request);
    const { password, ...person } = request.body;
    return createPerson(centre, { ...person, passwordHash: await hashPassword(password), mustChangePassword: true }, personId);
  });

  app.put(
    "/api/people/:personId/roles",
    { schema: { summary: "Set a person's roles", tags, params: schemas.personParamsSchema, body: z.object({ roles: schemas.givenRolesSchema }), response: answer(doneSchema) } },
    async (request) => {
      const { personId } = await administrator(request);
      await setRoles(centre, request.params.personId, request.body.roles, personId);
      return done;
    },
  );

  app.post(
    "/api/people/:personId/deactivation",
    { schema: { summary: "End a person's account", tags, params: schemas.personParamsSchema, response: answer(doneSchema) } },
    async (request) => {
      const { personId } = await administrator(request);
      await deactivate(centre, request.params.personId, personId);
      return done;
    },
  );

  app.put(
    "/api/people/:personId/password",
    { schema: { summary: "Give a person a new password", tags, params: schemas.personParamsSchema, body: z.object({ newPassword: newPasswordSchema }), response: answer(doneSchema) } },
    async (request) => {
      const { personId } = await administrator(request);
      await resetPassword(centre, request.params.personId, request.body.newPassword, personId);
      return done;
    },
  );

  app.post(
    "/api/enrolment-codes",
    { schema: { summary: "Make a code with which one PC may enrol", tags, body: schemas.newEnrolmentCodeSchema, response: answer(schemas.enrolmentCodeSchema) } },
    async (request) => {
      const { personId } = await administrator(request);
      return createEnrolmentCode(centre, request.body.officeId, personId);
    },
  );

  app.get("/api/workstations", { schema: { summary: "List workstations", tags, response: answer(z.array(schemas.listedWorkstationSchema)) } }, async (request) => {
    await administrator(request);
    return listWorkstations(centre);
  });

  app.post(
    "/api/workstations/:workstationCode/shut-out",
    { schema: { summary: "Shut a workstation out", tags, params: schemas.workstationParamsSchema, body: schemas.reasonSchema, response: answer(doneSchema) } },
    async (request) => {
      const { personId } = await administrator(request);
      await shutOut(centre, request.params.workstationCode, request.body.reason, personId);
      return done;
    },
  );

  app.post(
    "/api/workstations/:workstationCode/let-in",
    { schema: { summary: "Let a workstation in again that was shut out", tags, params: schemas.workstationParamsSchema, body: schemas.reasonSchema, response: answer(doneSchema) } },
    async (request) => {
      const { personId } = await administrator(request);
      await letIn(centre, request.params.workstationCode, request.body.reason, personId);
      return done;
    },
  );

  app.get("/api/audit", { schema: { summary: "Administrative acts, newest first", tags, querystring: schemas.auditQuerySchema, response: answer(z.array(schemas.auditEntrySchema)) } }, async (request) => {
    await administrator(request);
    const { before, limit } = request.query;
    return centre.database
      .select()
      .from(audit)
      .where(before === undefined ? undefined : lt(audit.occurredAt, before))
      .orderBy(desc(audit.occurredAt), desc(audit.auditId))
      .limit(limit);
  });
}

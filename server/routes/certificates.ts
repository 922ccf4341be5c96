import type { FastifyRequest } from "fastify";
import { z } from "zod";
import * as wire from "../../contracts/certificates.ts";
import { commandResultSchema } from "../../contracts/sync.ts";
import { caseIdSchema } from "../../domain/ids.ts";
import type { Centre } from "../centre.ts";
import { lookUpCertificates } from "../certificates/look-up.ts";
import { issueCertificate, revokeCertificate, type Officer } from "../certificates/officer-acts.ts";
import { listRegisters, setRegister } from "../certificates/registers.ts";
import { authenticatePerson, checkProtocol } from "./authentication.ts";
import { failureOf, wireFailureOf } from "./failures.ts";
import { done, doneSchema, failureResponse, type App } from "./route.ts";

const tags = ["certificates"];
const caseParamsSchema = z.object({ caseId: caseIdSchema });
const registerParamsSchema = z.object({ register: z.string().regex(/^[a-z0-9-]{1,60}$/) });

/** Certificates: issued and revoked by their officers through the centre alone, looked up by every department (R-CERT-1, R-CERT-4). */
export function addCertificateRoutes(app: App, centre: Centre): void {
  const officer = async (request: FastifyRequest): Promise<Officer> => {
    checkProtocol(request);
    const { person, workstation } = await authenticatePerson(centre, request, ["certificate-officer"]);
    return { person, workstation };
  };
  /** The certificate is on the record: only its file is still where the due work finds it. */
  const reportLater = (request: FastifyRequest) => (error: unknown) => request.log.error({ error }, "sealed file not moved yet");

  app.post(
    "/api/cases/:caseId/certificate",
    { schema: { summary: "Number, seal and issue a certificate", tags, params: caseParamsSchema, body: wire.issueRequestSchema, response: { 200: commandResultSchema, ...failureResponse } } },
    async (request) => issueCertificate(centre, await officer(request), { ...request.params, ...request.body }, reportLater(request)),
  );

  app.post(
    "/api/certificates/issues",
    { schema: { summary: "Issue the first certificates of many cases", tags, body: wire.batchIssueRequestSchema, response: { 200: wire.batchIssueResponseSchema, ...failureResponse } } },
    async (request) => {
      const by = await officer(request);
      const answers: wire.BatchIssueResponse["answers"] = [];
      for (const wanted of request.body.requests) {
        const wish = { ...wanted, issue: "first" as const, replaces: null, reason: "" };
        const answer = await issueCertificate(centre, by, wish, reportLater(request)).then(
          (result) => ({ result, failure: null }),
          (error: unknown) => {
            const failure = failureOf(error);
            request.log.error({ error, caseId: wanted.caseId }, failure.code);
            return { result: null, failure: wireFailureOf(failure) };
          },
        );
        answers.push({ caseId: wanted.caseId, ...answer });
      }
      return { answers };
    },
  );

  app.post(
    "/api/cases/:caseId/certificate/revocation",
    { schema: { summary: "Take a certificate out of force", tags, params: caseParamsSchema, body: wire.revocationRequestSchema, response: { 200: commandResultSchema, ...failureResponse } } },
    async (request) => revokeCertificate(centre, await officer(request), { ...request.params, ...request.body }),
  );

  app.get(
    "/api/certificates",
    { schema: { summary: "Look certificates up by number or holder", tags, querystring: wire.certificateQuerySchema, response: { 200: wire.foundCertificatesSchema, ...failureResponse } } },
    async (request) => {
      const { person } = await authenticatePerson(centre, request);
      return lookUpCertificates(centre, request.query, person.personId);
    },
  );

  app.get(
    "/api/registers",
    { schema: { summary: "Registers of the person's office", tags, response: { 200: z.array(wire.listedRegisterSchema), ...failureResponse } } },
    async (request) => {
      const { person } = await authenticatePerson(centre, request);
      return (await listRegisters(centre.database, person.officeId)).map(({ officeId: _own, ...register }) => register);
    },
  );

  app.put(
    "/api/registers/:register",
    { schema: { summary: "How a register of the person's office writes its numbers", tags, params: registerParamsSchema, body: wire.registerFormatSchema, response: { 200: doneSchema, ...failureResponse } } },
    async (request) => {
      const { person } = await authenticatePerson(centre, request, ["item-administrator"]);
      await setRegister(centre, { officeId: person.officeId, ...request.params, ...request.body }, person.personId);
      return done;
    },
  );
}

import { z } from "zod";
import { casePapersSchema } from "../../contracts/certificates.ts";
import { recordFaultSchema } from "../../contracts/record-check.ts";
import { deadlineKindSchema, stepStartSchema } from "../../domain/case/case-parts.ts";
import { recordedEventSchema } from "../../domain/case/case-event.ts";
import { caseNumberSchema } from "../../domain/case/case-number.ts";
import { caseStages } from "../../domain/case/case-state.ts";
import { pauseSchema } from "../../domain/case/pauses.ts";
import { certificateSummarySchema, feeSummarySchema } from "../../domain/case/result-summary.ts";
import { caseIdSchema, officeIdSchema, sha256Schema } from "../../domain/ids.ts";
import { instantSchema } from "../../domain/time/instant.ts";
import type { Centre } from "../centre.ts";
import { readCasePapers } from "../documents/case-papers.ts";
import { readCaseFiles } from "../files/case-files.ts";
import { getCaseHome, listCases, type ListedCase } from "../record/list-cases.ts";
import { readRecord } from "../record/load-case.ts";
import { authenticatePerson } from "./authentication.ts";
import { failureResponse, type App } from "./route.ts";

const querySchema = z.object({
  stage: z.enum(caseStages).optional(),
  itemCode: z.string().optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const listedCaseSchema = z.object({
  caseId: caseIdSchema,
  number: caseNumberSchema,
  itemCode: z.string(),
  officeId: officeIdSchema,
  windowOfficeId: officeIdSchema,
  stage: z.enum(caseStages),
  isDeemedAccepted: z.boolean(),
  applicantName: z.string(),
  identityNumber: z.string(),
  contactName: z.string(),
  contactMobile: z.string(),
  projectName: z.string(),
  receivedAt: instantSchema,
  acceptedAt: instantSchema.nullable(),
  decideDueAt: instantSchema.nullable(),
  pageCount: z.int(),
  step: stepStartSchema.pick({ code: true, name: true, role: true }).nullable(),
  pause: pauseSchema.nullable(),
  fee: feeSummarySchema.nullable(),
  certificate: certificateSummarySchema.nullable(),
  publishDueAt: instantSchema.nullable(),
  isHandedOver: z.boolean(),
  isClosed: z.boolean(),
  nextDeadline: z.object({ kind: deadlineKindSchema, dueAt: instantSchema }).nullable(),
  version: z.int(),
}) satisfies z.ZodType<ListedCase>;

const paramsSchema = z.object({ caseId: caseIdSchema });
const fileSchema = z.object({ sha256: sha256Schema, byteLength: z.int() });

/** The centre's own view of cases, for the office of the person signed in. */
export function addCaseRoutes(app: App, centre: Centre): void {
  const tags = ["cases"];

  app.get(
    "/api/cases",
    { schema: { summary: "Cases of the person's office, newest first", tags, querystring: querySchema, response: { 200: z.object({ cases: z.array(listedCaseSchema), cursor: z.string().nullable() }), ...failureResponse } } },
    async (request) => {
      const { person } = await authenticatePerson(centre, request);
      return listCases(centre.database, person.officeId, request.query);
    },
  );

  app.get(
    "/api/cases/:caseId/events",
    {
      schema: {
        summary: "A case's record as it lies there, and what is wrong with it",
        tags,
        params: paramsSchema,
        response: { 200: z.object({ events: z.array(recordedEventSchema), fault: recordFaultSchema.nullable() }), ...failureResponse },
      },
    },
    async (request) => {
      const { person } = await authenticatePerson(centre, request);
      const homeOfficeId = await getCaseHome(centre.database, person.officeId, request.params.caseId);
      return readRecord(centre.database, homeOfficeId, request.params.caseId);
    },
  );

  app.get(
    "/api/cases/:caseId/files",
    {
      schema: {
        summary: "Which of a case's pages have arrived",
        tags,
        params: paramsSchema,
        response: { 200: z.object({ arrived: z.array(fileSchema), missing: z.array(fileSchema) }), ...failureResponse },
      },
    },
    async (request) => {
      const { person } = await authenticatePerson(centre, request);
      const homeOfficeId = await getCaseHome(centre.database, person.officeId, request.params.caseId);
      return readCaseFiles(centre.database, centre.fileStore, homeOfficeId, request.params.caseId);
    },
  );

  app.get(
    "/api/cases/:caseId/papers",
    { schema: { summary: "A case's documents of decision and certificates", tags, params: paramsSchema, response: { 200: casePapersSchema, ...failureResponse } } },
    async (request) => {
      const { person } = await authenticatePerson(centre, request);
      const homeOfficeId = await getCaseHome(centre.database, person.officeId, request.params.caseId);
      return readCasePapers(centre.database, homeOfficeId, request.params.caseId);
    },
  );
}

import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { readTemplateFile } from "../../documents/decisions/template.ts";
import { documentKindSchema } from "../../domain/case/case-parts.ts";
import { officeIdSchema, sha256Schema, type PersonId } from "../../domain/ids.ts";
import { instantSchema } from "../../domain/time/instant.ts";
import type { Centre } from "../centre.ts";
import { addTemplate, getTemplate, listTemplates } from "../documents/templates.ts";
import { authenticatePerson } from "./authentication.ts";
import { failureResponse, type App } from "./route.ts";

const tags = ["administration"];

const keptSchema = z.object({ kind: documentKindSchema, version: z.int(), sha256: sha256Schema });
const fileSchema = z.record(z.string(), z.unknown()).describe("as the file of `yichuang template export`");
const forOfficeSchema = officeIdSchema.nullable().describe("null: every office without one of its own");
const listedSchema = keptSchema.extend({ officeId: forOfficeSchema, addedAt: instantSchema.nullable().describe("null: shipped with the program"), isInForce: z.boolean() });

/** How documents of decision look and what they say, an office or all at once: a system administrator's to see and to give. */
export function addDocumentTemplateRoutes(app: App, centre: Centre): void {
  const administrator = async (request: FastifyRequest): Promise<PersonId> => (await authenticatePerson(centre, request, ["system-administrator"])).person.personId;

  app.get(
    "/api/document-templates",
    { schema: { summary: "Templates of documents of decision, every version", tags, response: { 200: z.array(listedSchema), ...failureResponse } } },
    async (request) => {
      await administrator(request);
      return listTemplates(centre.database);
    },
  );

  app.get(
    "/api/document-templates/:sha256",
    {
      schema: {
        summary: "One template, by the hash that the log of a seal's uses names for a document made from it",
        tags, params: z.object({ sha256: sha256Schema }), response: { 200: keptSchema.extend({ file: fileSchema }), ...failureResponse },
      },
    },
    async (request) => {
      await administrator(request);
      return getTemplate(centre.database, request.params.sha256);
    },
  );

  app.post(
    "/api/document-templates",
    {
      schema: {
        summary: "Give an office, or all without one of their own, the next version of a template; `version` in it is the one it was made from",
        tags, body: z.object({ officeId: forOfficeSchema, template: fileSchema }), response: { 200: keptSchema.extend({ isAdded: z.boolean() }), ...failureResponse },
      },
    },
    async (request) => {
      const personId = await administrator(request);
      const { officeId, template } = request.body;
      return addTemplate(centre, officeId, readTemplateFile(JSON.stringify(template)), personId);
    },
  );
}

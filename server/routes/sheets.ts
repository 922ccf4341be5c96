import { z } from "zod";
import { sheetAnswerSchema, sheetQuestionSchema, sheetStocksSchema, spoiltSheetSchema } from "../../contracts/certificates.ts";
import { caseIdSchema } from "../../domain/ids.ts";
import type { Centre } from "../centre.ts";
import { findSheetProblem } from "../certificates/check-sheet.ts";
import { listSheetStocks } from "../certificates/sheet-stock.ts";
import { spoilSheet } from "../certificates/spoilt-sheets.ts";
import { authenticatePerson } from "./authentication.ts";
import { failureResponse, type App } from "./route.ts";

const tags = ["certificates"];
const officer = ["certificate-officer"] as const;
/** As many of the last sheets as a desk shows. */
const shownSheets = 200;

/** Numbered certificate paper of the person's office: every sheet is accounted for. */
export function addSheetRoutes(app: App, centre: Centre): void {
  app.post(
    "/api/cases/:caseId/certificate/sheet",
    { schema: { summary: "Whether a sheet may be printed on", tags, params: z.object({ caseId: caseIdSchema }), body: sheetQuestionSchema, response: { 200: sheetAnswerSchema, ...failureResponse } } },
    async (request) => ({ refusal: (await findSheetProblem(centre, await authenticatePerson(centre, request, officer), request.params.caseId, request.body)) ?? null }),
  );

  app.get(
    "/api/certificate-sheets",
    { schema: { summary: "Certificate paper used, spoilt and missing", tags, response: { 200: sheetStocksSchema, ...failureResponse } } },
    async (request) => {
      const { person } = await authenticatePerson(centre, request, [...officer, "supervisor"]);
      return listSheetStocks(centre.database, person.officeId, shownSheets);
    },
  );

  app.post(
    "/api/certificate-sheets",
    { schema: { summary: "Book a sheet spoilt for no certificate", tags, body: spoiltSheetSchema, response: { 200: sheetAnswerSchema, ...failureResponse } } },
    async (request) => {
      const { person } = await authenticatePerson(centre, request, officer);
      return { refusal: (await spoilSheet(centre, person, request.body)) ?? null };
    },
  );
}

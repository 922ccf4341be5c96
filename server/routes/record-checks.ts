import { z } from "zod";
import { recordCheckListSchema } from "../../contracts/record-check.ts";
import type { Centre } from "../centre.ts";
import { listRecordChecks } from "../record/check-record.ts";
import { authenticatePerson } from "./authentication.ts";
import { failureResponse, type App } from "./route.ts";

const querySchema = z.object({ limit: z.coerce.number().int().min(1).max(400).default(30) });

/** The centre's daily checks of its own record, for who watches over it (R-SUP-8). */
export function addRecordCheckRoute(app: App, centre: Centre): void {
  app.get(
    "/api/record-checks",
    { schema: { summary: "Checks of the whole record, newest first", tags: ["record"], querystring: querySchema, response: { 200: recordCheckListSchema, ...failureResponse } } },
    async (request) => {
      await authenticatePerson(centre, request, ["system-administrator", "supervisor"]);
      const checks = await listRecordChecks(centre.database, request.query.limit);
      return { checks: checks.map(({ begunAt, endedAt, caseCount, eventCount, found }) => ({ begunAt, endedAt, caseCount, eventCount, faults: found.map(({ line }) => line) })) };
    },
  );
}

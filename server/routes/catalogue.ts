import { z } from "zod";
import { catalogueSchema } from "../../contracts/sync.ts";
import { workingCalendarSchema } from "../../domain/calendar/working-calendar.ts";
import { hasOwnMeetingCode, itemDefinitionSchema } from "../../domain/item/item-definition.ts";
import { regionDateOf } from "../../domain/time/instant.ts";
import { getOffice } from "../accounts/offices.ts";
import { addItemVersion, readCatalogue, setCalendar } from "../catalogue/catalogue.ts";
import type { Centre } from "../centre.ts";
import { authenticatePerson, authenticateWorkstation, checkProtocol } from "./authentication.ts";
import { done, doneSchema, failureResponse, type App } from "./route.ts";

/** Who changed it, and when, is known to the centre; the administrator gives the reason (R-ITEM-2). */
const newItemVersionSchema = itemDefinitionSchema
  .omit({ change: true, officeName: true })
  .extend({ reason: z.string().trim().min(1).max(500) })
  .refine(hasOwnMeetingCode, { path: ["meeting", "code"], error: "the meeting has a step's code" });

export function addCatalogueRoutes(app: App, centre: Centre): void {
  app.get(
    "/api/catalogue",
    { schema: { summary: "Item versions, calendar and delegations, with etag", tags: ["catalogue"], response: { 200: catalogueSchema, 304: z.null().describe("unchanged"), ...failureResponse } } },
    async (request, reply) => {
      checkProtocol(request);
      await authenticateWorkstation(centre, request);
      const { catalogue, etag } = await readCatalogue(centre.database, centre.now());
      reply.header("etag", etag);
      return request.headers["if-none-match"] === etag ? reply.status(304).send(null) : catalogue;
    },
  );

  app.post(
    "/api/items",
    { schema: { summary: "Add the next version of an item", tags: ["catalogue"], body: newItemVersionSchema, response: { 200: itemDefinitionSchema, ...failureResponse } } },
    async (request) => {
      const { person } = await authenticatePerson(centre, request, ["item-administrator"]);
      const { reason, ...body } = request.body;
      const office = await getOffice(centre.database, body.officeId);
      const change = { author: person.name, reason, date: regionDateOf(centre.now()) };
      const definition = itemDefinitionSchema.parse({ ...body, officeName: office.name, change });
      await addItemVersion(centre, definition, person.personId);
      return definition;
    },
  );

  app.put(
    "/api/calendar",
    { schema: { summary: "Set the region's working calendar", tags: ["catalogue"], body: workingCalendarSchema, response: { 200: doneSchema, ...failureResponse } } },
    async (request) => {
      const { person } = await authenticatePerson(centre, request, ["system-administrator"]);
      await setCalendar(centre, request.body, person.personId);
      return done;
    },
  );
}

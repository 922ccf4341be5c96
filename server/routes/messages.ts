import { z } from "zod";
import { messageListSchema, messagesQuerySchema } from "../../contracts/messages.ts";
import type { Centre } from "../centre.ts";
import { listMessages } from "../messages/list-messages.ts";
import { retryMessage } from "../messages/send-messages.ts";
import { authenticatePerson } from "./authentication.ts";
import { done, doneSchema, failureResponse, type App } from "./route.ts";

const tags = ["messages"];

/** The outbox of messages to applicants, for whoever looks after it: what was given up is seen and can be sent again (R-FLOW-8). */
export function addMessageRoutes(app: App, centre: Centre): void {
  app.get(
    "/api/messages",
    { schema: { summary: "Messages to applicants, newest first", tags, querystring: messagesQuerySchema, response: { 200: messageListSchema, ...failureResponse } } },
    async (request) => {
      await authenticatePerson(centre, request, ["system-administrator"]);
      return listMessages(centre.database, request.query);
    },
  );

  app.post(
    "/api/messages/:messageId/retry",
    { schema: { summary: "Send a message again that was given up", tags, params: z.object({ messageId: z.uuid() }), response: { 200: doneSchema, ...failureResponse } } },
    async (request) => {
      const { person } = await authenticatePerson(centre, request, ["system-administrator"]);
      await retryMessage(centre, request.params.messageId, person.personId);
      return done;
    },
  );
}

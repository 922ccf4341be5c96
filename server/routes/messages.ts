import { z } from "zod";
import { callListSchema, messageListSchema, messagesQuerySchema, toldRequestSchema } from "../../contracts/messages.ts";
import type { Centre } from "../centre.ts";
import { listCalls, recordTold } from "../messages/calls.ts";
import { listMessages } from "../messages/list-messages.ts";
import { retryMessage } from "../messages/send-messages.ts";
import { authenticatePerson } from "./authentication.ts";
import { done, doneSchema, failureResponse, type App } from "./route.ts";

const tags = ["messages"];

/** The outbox of messages to applicants, for whoever looks after it and for the windows: what was given up is seen, sent again or told by telephone (R-FLOW-8, R-FLOW-10). */
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

  app.get(
    "/api/messages/calls",
    { schema: { summary: "Whom the person's window is to telephone, for no message reached them", tags, response: { 200: callListSchema, ...failureResponse } } },
    async (request) => {
      const { person } = await authenticatePerson(centre, request, ["window-clerk"]);
      return { calls: await listCalls(centre.database, person.officeId) };
    },
  );

  app.post(
    "/api/messages/told",
    { schema: { summary: "Record that the applicant was told these by telephone", tags, body: toldRequestSchema, response: { 200: doneSchema, ...failureResponse } } },
    async (request) => {
      const { person } = await authenticatePerson(centre, request, ["window-clerk"]);
      await recordTold(centre, person, request.body.messageIds);
      return done;
    },
  );
}

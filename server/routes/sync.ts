import type { FastifyRequest } from "fastify";
import { changedEventName, pullQuerySchema, pullResponseSchema, pushRequestSchema, pushResponseSchema } from "../../contracts/sync.ts";
import { markHeard } from "../accounts/workstations.ts";
import type { Centre } from "../centre.ts";
import type { FeedSignal } from "../record/feed-signal.ts";
import { readFeed } from "../record/feed.ts";
import { push } from "../record/push.ts";
import { authenticateWorkstation, checkProtocol } from "./authentication.ts";
import { failureResponse, type App } from "./route.ts";

/** 200 commands, some with hundreds of pages. */
const longestPushBytes = 32 * 1024 * 1024;
const heartbeatMs = 20_000;

export function addSyncRoutes(app: App, centre: Centre, signal: FeedSignal): void {
  // Before the body is read: what another version sends is another version's, not invalid.
  const onRequest = async (request: FastifyRequest): Promise<void> => checkProtocol(request);

  app.post(
    "/api/sync/push",
    {
      bodyLimit: longestPushBytes,
      onRequest,
      schema: { summary: "Judge a workstation's commands in order", tags: ["sync"], body: pushRequestSchema, response: { 200: pushResponseSchema, ...failureResponse } },
    },
    async (request) => {
      const workstation = await authenticateWorkstation(centre, request);
      const response = await push(centre, workstation, request.body, (error) => request.log.error({ error }, "push broken off"));
      await markHeard(centre, workstation.code);
      return response;
    },
  );

  app.get(
    "/api/sync/pull",
    { onRequest, schema: { summary: "What is new for the workstation's office", tags: ["sync"], querystring: pullQuerySchema, response: { 200: pullResponseSchema, ...failureResponse } } },
    async (request) => {
      const workstation = await authenticateWorkstation(centre, request);
      const page = await readFeed(centre.database, [workstation.officeId], request.query.cursor, request.query.limit);
      await markHeard(centre, workstation.code);
      return { ...page, centreTime: centre.now() };
    },
  );

  app.get(
    "/api/sync/events",
    { onRequest, schema: { summary: "Server-sent events: `changed` when a pull would bring something", tags: ["sync"], produces: ["text/event-stream"] } },
    async (request, reply) => {
      const workstation = await authenticateWorkstation(centre, request);
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store", connection: "keep-alive" });
      // Whatever grew while nobody was connected is news as well: the first thing said is to look.
      const tell = (): void => void raw.write(`event: ${changedEventName}\ndata: {}\n\n`);
      tell();
      const unsubscribe = signal.subscribe(workstation.officeId, tell);
      const heartbeat = setInterval(() => raw.write(": still here\n\n"), heartbeatMs);
      raw.on("close", () => {
        clearInterval(heartbeat);
        unsubscribe();
      });
    },
  );
}

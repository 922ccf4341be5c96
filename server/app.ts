import swagger from "@fastify/swagger";
import fastify, { type FastifyBaseLogger } from "fastify";
import { createJsonSchemaTransform, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { syncProtocolVersion } from "../contracts/sync.ts";
import type { Centre } from "./centre.ts";
import type { FeedSignal } from "./record/feed-signal.ts";
import { addAdministrationRoutes } from "./routes/administration.ts";
import { addCardSessionRoutes } from "./routes/card-sessions.ts";
import { addCertificateRoutes } from "./routes/certificates.ts";
import { addCaseRoutes } from "./routes/cases.ts";
import { addCatalogueRoutes } from "./routes/catalogue.ts";
import { addDelegationRoutes } from "./routes/delegations.ts";
import { addDocumentTemplateRoutes } from "./routes/document-templates.ts";
import { answerFailures } from "./routes/failures.ts";
import { addFileRoutes } from "./routes/files.ts";
import { addMessageRoutes } from "./routes/messages.ts";
import { addProgressRoute } from "./routes/progress.ts";
import { addRecordCheckRoute } from "./routes/record-checks.ts";
import { addSealRoutes } from "./routes/seals.ts";
import { addSessionRoutes } from "./routes/sessions.ts";
import { addSheetRoutes } from "./routes/sheets.ts";
import { addSigningKeyRoutes } from "./routes/signing-keys.ts";
import { addSyncRoutes } from "./routes/sync.ts";
import { addVerificationRoutes } from "./routes/verification.ts";
import type { App } from "./routes/route.ts";

export interface AppOptions {
  centre: Centre;
  signal: FeedSignal;
  logger?: FastifyBaseLogger | undefined;
  https?: { key: Buffer; cert: Buffer } | undefined;
}

/** The centre's HTTP interface, not yet listening. `/api/openapi.json` describes it from the same schemas that check it. */
export async function buildApp({ centre, signal, logger, https }: AppOptions): Promise<App> {
  const base = fastify({
    ...(logger ? { loggerInstance: logger } : {}),
    ...(https ? { https } : {}),
    // A page's upload over a poor line takes its time; a silent connection does not get more.
    connectionTimeout: 120_000,
    requestTimeout: 0,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
  } as object);
  const app = base.withTypeProvider<ZodTypeProvider>() as unknown as App;
  app.setValidatorCompiler(validatorCompiler);
  // Answers are made by us of parsed parts; parsing each again before sending would double the work and could drop a field
  // the hash of an event was taken over. Tests parse them.
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  answerFailures(base);
  await app.register(swagger, {
    openapi: { openapi: "3.1.0", info: { title: "一窗审批中心", version: String(syncProtocolVersion) } },
    exposeHeadRoutes: true,
    transform: createJsonSchemaTransform({}),
  });
  // Routes declared after the description's plugin are in it.
  app.after(() => {
    addSessionRoutes(app, centre);
    addCardSessionRoutes(app, centre);
    addSigningKeyRoutes(app, centre);
    addSyncRoutes(app, centre, signal);
    addFileRoutes(app, centre);
    addCatalogueRoutes(app, centre);
    addCaseRoutes(app, centre);
    addAdministrationRoutes(app, centre);
    addDelegationRoutes(app, centre);
    addSealRoutes(app, centre);
    addCertificateRoutes(app, centre);
    addSheetRoutes(app, centre);
    addVerificationRoutes(app, centre);
    addMessageRoutes(app, centre);
    addDocumentTemplateRoutes(app, centre);
    addProgressRoute(app, centre);
    addRecordCheckRoute(app, centre);
    app.get("/api/openapi.json", { schema: { hide: true } }, async () => app.swagger());
  });
  await app.ready();
  return app;
}

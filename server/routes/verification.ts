import { z } from "zod";
import { longestVerifiedBytes, verificationQuerySchema, verificationSchema } from "../../contracts/certificates.ts";
import { verificationPage } from "../../contracts/wording/verification-page.ts";
import { Failure } from "../../domain/failure.ts";
import { verificationCodePattern } from "../../domain/certificate/verification.ts";
import type { Centre } from "../centre.ts";
import { verifyFile, verifyText } from "../certificates/verify-certificate.ts";
import { authenticateWorkstation } from "./authentication.ts";
import { failureResponse, type App } from "./route.ts";

const tags = ["certificates"];

/** Whether a certificate is good: a PDF, a code or a number at the desk; for the public the page its QR code leads to. */
export function addVerificationRoutes(app: App, centre: Centre): void {
  app.addContentTypeParser("application/pdf", { parseAs: "buffer", bodyLimit: longestVerifiedBytes }, (_request, body, take) => take(null, body));

  app.post(
    "/api/certificates/verification",
    {
      bodyLimit: longestVerifiedBytes,
      schema: { summary: "Verify a sealed PDF (application/pdf)", tags, consumes: ["application/pdf"], response: { 200: verificationSchema, ...failureResponse } },
    },
    async (request) => {
      await authenticateWorkstation(centre, request);
      if (!Buffer.isBuffer(request.body)) throw new Failure("request-invalid", { details: { field: "body", problem: "application/pdf expected" } });
      return verifyFile(centre, request.body);
    },
  );

  app.get(
    "/api/certificates/verification",
    { schema: { summary: "What the register says of a code or number", tags, querystring: verificationQuerySchema, response: { 200: z.array(verificationSchema), ...failureResponse } } },
    async (request) => {
      await authenticateWorkstation(centre, request);
      return verifyText(centre, request.query.text);
    },
  );

  app.get("/verify/:code", { schema: { hide: true, params: z.object({ code: z.string().max(60) }) } }, async (request, reply) => {
    void reply.type("text/html; charset=utf-8").headers({
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    });
    // Only a code opens the page, never a number: numbers follow each other and would let anybody read the whole register.
    const code = request.params.code.toUpperCase();
    const [found] = verificationCodePattern.test(code) ? await verifyText(centre, code) : [];
    return reply.code(found?.certificate ? 200 : 404).send(verificationPage(found?.certificate ? found : undefined));
  });
}

import type { FastifyInstance } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import type { WireFailure } from "../../contracts/sync.ts";
import { Failure, isFailure } from "../../domain/failure.ts";
import { isDatabaseGone } from "../database/connection.ts";

/** Every code a route answers with, and its HTTP status. */
const statuses: Readonly<Record<string, number>> = {
  "request-invalid": 400,
  "cursor-invalid": 400,
  "enrolment-code-invalid": 403,
  "device-unknown": 401,
  "workstation-shut-out": 401,
  "sign-in-needed": 401,
  "sign-in-wrong": 401,
  "card-challenge-over": 401,
  "card-unknown": 401,
  "card-over": 401,
  "card-proof-wrong": 401,
  "password-change-needed": 403,
  "password-unchanged": 409,
  "not-entitled": 403,
  "route-unknown": 404,
  "office-unknown": 404,
  "person-unknown": 404,
  "workstation-unknown": 404,
  "signing-key-not-found": 404,
  "case-unknown": 404,
  "file-unknown": 404,
  "message-unknown": 404,
  "file-offset-wrong": 409,
  "item-version-conflict": 409,
  "workstation-not-shut-out": 409,
  "account-taken": 409,
  "signing-key-revoked": 409,
  "signing-key-of-another": 409,
  "office-name-taken": 409,
  "seal-in-use": 409,
  "delegation-to-oneself": 409,
  "delegation-receiver-unfit": 409,
  "delegation-role-unfit": 409,
  "delegation-role-not-held": 409,
  "delegation-chained": 409,
  "delegation-period-empty": 409,
  "delegation-period-past": 409,
  "delegation-overlaps": 409,
  "delegation-missing": 404,
  "delegation-not-own": 403,
  "delegation-over": 409,
  "file-too-long": 413,
  "file-content-wrong": 422,
  "file-not-a-page": 422,
  "signing-key-invalid": 422,
  "signing-key-proof-wrong": 422,
  "seal-text-too-long": 422,
  "glyph-missing": 422,
  "register-number-taken": 409,
  "certificate-template-unknown": 422,
  "template-invalid": 422,
  "template-variable-unknown": 422,
  "template-variable-may-be-missing": 422,
  "template-format-unfit": 422,
  "template-section-unclosed": 422,
  "template-braces-unclosed": 422,
  "document-text-too-long": 422,
  "document-template-unknown": 404,
  "document-template-conflict": 409,
  "template-without-mark": 422,
  "template-without-seal": 422,
  "certificate-text-too-long": 422,
  "protocol-mismatch": 426,
  "account-waits": 429,
  "calendar-missing": 503,
  "database-unreachable": 503,
  "centre-stopping": 503,
  "office-profile-missing": 503,
  "seal-missing": 503,
  "seal-expired": 503,
  "seal-key-missing": 503,
  "seal-key-invalid": 503,
  "seal-key-wrong": 503,
  "seal-key-damaged": 503,
  "seal-key-elsewhere": 503,
  "workstation-codes-exhausted": 507,
  "file-store-full": 507,
};

/** Turns whatever a route threw into the contract's failure; what is not expected is logged and said as `internal`. */
export function answerFailures(app: FastifyInstance): void {
  app.setErrorHandler(async (error, request, reply) => {
    const failure = failureOf(error);
    const status = statuses[failure.code] ?? 500;
    if (status >= 500) request.log.error({ error }, failure.code);
    return reply.status(status).send(wireFailureOf(failure));
  });
  app.setNotFoundHandler(async (_request, reply) => {
    const body: WireFailure = { code: "route-unknown", retryable: false, details: {} };
    return reply.status(404).send(body);
  });
}

export function wireFailureOf({ code, retryable, details }: Failure): WireFailure {
  return { code, retryable, details };
}

/** What is expected as it is; the rest as `internal`. */
export function failureOf(error: unknown): Failure {
  if (isFailure(error)) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    return new Failure("request-invalid", { details: { field: first?.instancePath ?? "", problem: first?.message ?? "" } });
  }
  if (isDatabaseGone(error)) return new Failure("database-unreachable", { retryable: true, cause: error });
  const { statusCode } = error as { statusCode?: unknown };
  // Fastify's own: unreadable JSON, a body too large, an unknown content type.
  if (typeof statusCode === "number" && statusCode < 500) {
    return new Failure("request-invalid", { details: { field: "", problem: error instanceof Error ? error.message : "" } });
  }
  return new Failure("internal", { retryable: true, cause: error });
}

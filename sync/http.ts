import type { z } from "zod";
import { deviceTokenHeader, protocolVersionHeader, syncProtocolVersion, wireFailureSchema } from "../contracts/sync.ts";
import { Failure, isFailure } from "../domain/failure.ts";
import { completeTrust } from "./trusted-certificates.ts";

export interface HttpRequest {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** From `/api` on. */
  path: string;
  json?: unknown;
  bytes?: Uint8Array;
  headers?: Record<string, string>;
  personToken?: string;
  timeoutMs?: number;
  signal?: AbortSignal;
}

const defaultTimeoutMs = 30_000;

/**
 * Asks the centre and gives back its good answer (2xx or 304), body not read yet.
 *
 * @throws Failure `centre-unreachable` (retryable) when there was no answer; when it is not who it should be
 *   `centre-certificate-untrusted`, `-out-of-date` or `-of-another`, and nothing was sent; `centre-answer-unreadable` (retryable)
 *   when something else answered; otherwise the centre's own code
 */
export async function ask(access: { centreUrl: string; deviceToken?: string }, request: HttpRequest): Promise<Response> {
  const headers: Record<string, string> = { [protocolVersionHeader]: String(syncProtocolVersion), ...request.headers };
  if (access.deviceToken !== undefined) headers[deviceTokenHeader] = access.deviceToken;
  if (request.personToken !== undefined) headers["authorization"] = `Bearer ${request.personToken}`;
  if (request.json !== undefined) headers["content-type"] = "application/json";
  if (request.bytes !== undefined) headers["content-type"] ??= "application/octet-stream";
  const signals = [AbortSignal.timeout(request.timeoutMs ?? defaultTimeoutMs), ...(request.signal ? [request.signal] : [])];
  const body = request.bytes ?? (request.json === undefined ? null : JSON.stringify(request.json));
  const url = new URL(request.path, access.centreUrl);
  if (url.protocol === "https:") completeTrust();
  const response = await reaching(
    fetch(url, { method: request.method, headers, body: body as BodyInit | null, signal: AbortSignal.any(signals) }),
  );
  if (response.ok || response.status === 304) return response;
  throw await failureOf(response);
}

/** Reads the answer's JSON against its schema. @throws Failure as `ask` */
export async function readJson<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(await reaching(response.json()));
  if (!parsed.success) throw new Failure("centre-answer-unreadable", { retryable: true, details: { path: new URL(response.url).pathname }, cause: parsed.error });
  return parsed.data;
}

/** @throws Failure as `ask`; an answer cut off in the middle is no answer */
export async function readBytes(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await reaching(response.arrayBuffer()));
}

/** The rejections of `fetch` and of reading a body, as Failures. */
export async function reaching<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (isFailure(error)) throw error;
    if (error instanceof SyntaxError) throw new Failure("centre-answer-unreadable", { retryable: true, cause: error });
    const reason = reasonOf(error);
    throw new Failure(codeOf(reason), { retryable: true, details: { reason }, cause: error });
  }
}

function codeOf(reason: string): string {
  if (reason === "ERR_TLS_CERT_ALTNAME_INVALID") return "centre-certificate-of-another";
  if (/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/.test(reason)) return "centre-certificate-out-of-date";
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(reason) ? "centre-certificate-untrusted" : "centre-unreachable";
}

function reasonOf(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown };
    if (typeof code === "string") return code;
    if (at.name === "TimeoutError") return "timeout";
    if (at.name === "AbortError") return "aborted";
  }
  return "unknown";
}

async function failureOf(response: Response): Promise<Failure> {
  const text = await reaching(response.text());
  try {
    const { code, retryable, details } = wireFailureSchema.parse(JSON.parse(text));
    return new Failure(code, { retryable, details });
  } catch (cause) {
    return new Failure("centre-answer-unreadable", { retryable: true, details: { status: response.status }, cause });
  }
}

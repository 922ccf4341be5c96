import { z } from "zod";
import { Failure } from "../../domain/failure.ts";
import type { MessageProvider } from "./provider.ts";

export interface HttpProviderOptions {
  url: string;
  /** Sent as `authorization: Bearer`. */
  token?: string | undefined;
  timeoutMs?: number | undefined;
}

/** Of the gateway's answer only this is looked at, should it be there. */
const answerSchema = z.object({ reference: z.union([z.string(), z.number()]).transform(String) });
/** It asks to try again: timeout, too early, too many. */
const busyStatuses = [408, 425, 429];
const shownLength = 200;

/**
 * A gateway that takes `POST {"mobile", "text"}` as JSON with an `idempotency-key`, and answers 2xx once it has the message. Rejects
 * with `message-gateway-unreachable` and `message-gateway-busy` (both to be tried again) or `message-gateway-refused`.
 */
export function createHttpProvider({ url, token, timeoutMs = 10_000 }: HttpProviderOptions): MessageProvider {
  return {
    async send({ idempotencyKey, mobile, text }) {
      const { status, body } = await ask(url, timeoutMs, {
        method: "POST",
        redirect: "error",
        headers: { "content-type": "application/json", "idempotency-key": idempotencyKey, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
        body: JSON.stringify({ mobile, text }),
      });
      if (status >= 200 && status < 300) return { reference: referenceIn(body) };
      const details = { status, answer: body.slice(0, shownLength) };
      if (status >= 500 || busyStatuses.includes(status)) throw new Failure("message-gateway-busy", { retryable: true, details });
      throw new Failure("message-gateway-refused", { details });
    },
  };
}

async function ask(url: string, timeoutMs: number, request: RequestInit): Promise<{ status: number; body: string }> {
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(timeoutMs) });
    // The answer's body counts into the time too: a gateway may stop in the middle of it.
    return { status: response.status, body: await response.text() };
  } catch (cause) {
    throw new Failure("message-gateway-unreachable", { retryable: true, cause, details: { url: new URL(url).origin } });
  }
}

function referenceIn(body: string): string {
  try {
    return answerSchema.parse(JSON.parse(body)).reference;
  } catch {
    return "";
  }
}

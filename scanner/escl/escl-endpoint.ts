import type { IncomingMessage } from "node:http";
import { Failure } from "../../domain/failure.ts";

/** A scanner entered in the settings. */
export interface EsclDevice {
  /** Where its eSCL documents lie, such as `http://192.168.1.20/eSCL` or `https://…:443/eSCL`. Also the device's id. */
  readonly url: string;
  /** As the clerk knows it; else what the device calls itself. */
  readonly name?: string;
  /** PEM. A scanner's certificate is its own work and bears no name we could check: this very one is trusted, no other. */
  readonly trustedCertificate?: string;
}

export interface EsclExchange {
  readonly method: "GET" | "POST" | "DELETE";
  /** A name below the device's URL (`ScannerStatus`) or, from the root, a job's path. */
  readonly path: string;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
  /** A device that says nothing for this long has hung. */
  readonly silenceLimitMs: number;
  /** 0 to 1, for answers that say their length. */
  readonly onShare?: (share: number) => void;
}

export interface EsclAnswer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** Twice an uncompressed A4 page at 600 dpi: whatever sends more is no scanner. */
const MAXIMUM_BYTES = 256 * 1024 * 1024;

/** One request and its whole answer, over a connection of its own: devices drop idle ones without a word. Rejects with a system error. */
export async function exchangeWith(device: EsclDevice, exchange: EsclExchange): Promise<EsclAnswer> {
  const url = new URL(exchange.path, device.url.endsWith("/") ? device.url : `${device.url}/`);
  // Loaded with the first exchange: at the start of a workstation they would take a tenth of a second.
  const { request: open } = url.protocol === "https:" ? await import("node:https") : await import("node:http");
  const { promise, resolve, reject } = Promise.withResolvers<EsclAnswer>();
  const options = {
    method: exchange.method,
    agent: false as const,
    timeout: exchange.silenceLimitMs,
    headers: exchange.body === undefined ? {} : { "content-type": "text/xml", "content-length": Buffer.byteLength(exchange.body) },
    ...(exchange.signal && { signal: exchange.signal }),
    ...(device.trustedCertificate !== undefined && { ca: device.trustedCertificate, checkServerIdentity: () => undefined }),
  };
  const request = open(url, options, (response) => {
    const chunks: Buffer[] = [];
    const expected = Number(response.headers["content-length"] ?? Number.NaN);
    let received = 0;
    response.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      received += chunk.byteLength;
      if (received > MAXIMUM_BYTES) request.destroy(new Error("the answer is longer than any page"));
      else if (expected > 0) exchange.onShare?.(Math.min(1, received / expected));
    });
    response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }));
    // Without an `end`, the device went in mid-answer.
    response.on("error", reject);
  });
  request.on("timeout", () => request.destroy(new SilentDevice("the device has fallen silent")));
  request.on("error", reject);
  request.end(exchange.body);
  return promise;
}

class SilentDevice extends Error {}

const UNREACHABLE = new Set(["ECONNREFUSED", "EHOSTUNREACH", "EHOSTDOWN", "ENETUNREACH", "ENETDOWN", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"]);

/** The one place where errors of the network become failures. `wasReached`: the device had answered before in this job. */
export function toEsclFailure(error: unknown, device: string, wasReached: boolean): Failure {
  if (error instanceof Failure) return error;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  const failure = (name: string) => new Failure(name, { retryable: true, details: { device }, cause: error });
  if (error instanceof SilentDevice) return failure(wasReached ? "scanner-not-responding" : "scanner-device-gone");
  if (UNREACHABLE.has(code)) return failure(wasReached ? "scanner-connection-lost" : "scanner-device-gone");
  if (/CERT|SELF_SIGNED|UNABLE_TO/.test(code)) return new Failure("scanner-certificate-untrusted", { details: { device }, cause: error });
  return failure(code.startsWith("E") || code.startsWith("HPE_") ? "scanner-connection-lost" : "scanner-failed");
}

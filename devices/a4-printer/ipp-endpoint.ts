import type { IncomingMessage } from "node:http";
import { userInfo } from "node:os";
import { a4PrinterFailure, a4PrinterFailureOf } from "./a4-printer-failure.ts";
import { decodeIppMessage, type IppMessage } from "./ipp-message.ts";

/** Where a printer is reached. */
export interface IppEndpoint {
  /** As the clerk knows it. */
  readonly name: string;
  /** `ipp://192.168.1.30/ipp/print` or `ipps://…`; `http://` and `https://` with a port do as well. */
  readonly url: string;
  /** PEM. A printer's certificate is its own work and bears no name we could check: this very one is trusted, no other. */
  readonly trustedCertificate?: string;
  /** CUPS's socket file in place of the network, `/run/cups/cups.sock`. It knows who is at the other end: that is our password. */
  readonly socketPath?: string;
}

/** Answers are lists of words and numbers; a longer one is no printer's. */
const MAXIMUM_BYTES = 4 * 1024 * 1024;

export interface IppExchange {
  readonly head: Buffer;
  readonly document?: Uint8Array;
  /** No byte either way for so long: it does not answer. */
  readonly silenceLimitMs: number;
  readonly signal?: AbortSignal;
}

/** The address as IPP itself writes it, for `printer-uri`. */
export function printerUriOf({ url }: IppEndpoint): string {
  const parsed = new URL(url);
  const isSecure = parsed.protocol === "https:" || parsed.protocol === "ipps:";
  return `${isSecure ? "ipps" : "ipp"}://${parsed.host}${parsed.pathname}`;
}

/**
 * One request and its answer, over a connection of its own. Rejects with Failures `a4-printer-…`: `offline`, `no-answer`,
 * `line-lost`, `certificate-untrusted`, `not-permitted`, `not-found`, `wrong-answer`.
 */
export async function exchangeIpp(endpoint: IppEndpoint, exchange: IppExchange): Promise<IppMessage> {
  const answer = await post(endpoint, exchange).catch((error: unknown) => {
    throw a4PrinterFailureOf(error, endpoint.name);
  });
  const failure = (code: Parameters<typeof a4PrinterFailure>[0]) => a4PrinterFailure(code, endpoint.name, { status: answer.status });
  if (answer.status === 401 || answer.status === 403) throw failure("a4-printer-not-permitted");
  if (answer.status === 404) throw failure("a4-printer-not-found");
  if (answer.status !== 200) throw failure("a4-printer-wrong-answer");
  try {
    return decodeIppMessage(answer.body);
  } catch (cause) {
    throw a4PrinterFailure("a4-printer-wrong-answer", endpoint.name, {}, cause);
  }
}

async function post(endpoint: IppEndpoint, { head, document, silenceLimitMs, signal }: IppExchange): Promise<{ status: number; body: Buffer }> {
  const url = new URL(endpoint.url.replace(/^ipp/, "http"));
  // 631 is IPP's port also with TLS; an address written as http(s) means what the web means by it.
  if (url.port === "" && endpoint.url.startsWith("ipp")) url.port = "631";
  // Loaded with the first exchange: at the start of a workstation they would take a tenth of a second.
  const { request: open } = url.protocol === "https:" ? await import("node:https") : await import("node:http");
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: Buffer }>();
  const options = {
    method: "POST",
    agent: false as const,
    timeout: silenceLimitMs,
    headers: {
      "content-type": "application/ipp",
      "content-length": head.byteLength + (document?.byteLength ?? 0),
      ...(endpoint.socketPath !== undefined && { authorization: `PeerCred ${userInfo().username}` }),
    },
    ...(signal && { signal }),
    ...(endpoint.socketPath !== undefined && { socketPath: endpoint.socketPath }),
    ...(endpoint.trustedCertificate !== undefined && { ca: endpoint.trustedCertificate, checkServerIdentity: () => undefined }),
  };
  const receive = (response: IncomingMessage): void => {
    const chunks: Buffer[] = [];
    let received = 0;
    response.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      received += chunk.byteLength;
      if (received > MAXIMUM_BYTES) request.destroy(a4PrinterFailure("a4-printer-wrong-answer", endpoint.name));
    });
    response.on("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
    response.on("error", reject);
  };
  const request = open(url, options, receive);
  request.on("timeout", () => request.destroy(a4PrinterFailure("a4-printer-no-answer", endpoint.name)));
  request.on("error", reject);
  request.write(head);
  request.end(document);
  return promise;
}

import {
  catalogueSchema, changedEventName, missingFilesSchema, pullResponseSchema, pushResponseSchema, uploadCompleteHeader, uploadLengthHeader, uploadOffsetHeader,
} from "../contracts/sync.ts";
import { Failure } from "../domain/failure.ts";
import { ask, reaching, readJson } from "./http.ts";
import { readServerEvents } from "./server-events.ts";
import type { SyncTransport } from "./sync-transport.ts";

/** A push may carry two hundred commands and be judged one by one. */
const pushTimeoutMs = 120_000;
/** A part of a page over a poor line. */
const filePartTimeoutMs = 120_000;
/** The centre says something every twenty seconds; silent for so long, the line is dead. */
const watchSilenceMs = 60_000;

/** The sync contract over HTTP. */
export function createHttpTransport(options: { watchSilenceMs?: number } = {}): SyncTransport {
  const silenceMs = options.watchSilenceMs ?? watchSilenceMs;
  return {
    fetchCatalogue: async (access, etag, signal) => {
      const headers: Record<string, string> = etag === undefined ? {} : { "if-none-match": etag };
      const response = await ask(access, { method: "GET", path: "/api/catalogue", headers, signal });
      if (response.status === 304) return undefined;
      return { catalogue: await readJson(response, catalogueSchema), etag: response.headers.get("etag") ?? undefined };
    },
    push: async (access, request, signal) =>
      readJson(await ask(access, { method: "POST", path: "/api/sync/push", json: request, signal, timeoutMs: pushTimeoutMs }), pushResponseSchema),
    pull: async (access, { cursor, limit }, signal) => {
      const query = new URLSearchParams({ cursor, limit: String(limit) });
      return readJson(await ask(access, { method: "GET", path: `/api/sync/pull?${query.toString()}`, signal }), pullResponseSchema);
    },
    findMissingFiles: async (access, sha256s, signal) => {
      const response = await ask(access, { method: "POST", path: "/api/files/missing", json: { sha256s }, signal });
      return (await readJson(response, missingFilesSchema)).missing;
    },
    sendFilePart: async (access, { sha256, offset, length, bytes }, signal) => {
      const headers = { [uploadOffsetHeader]: String(offset), [uploadLengthHeader]: String(length) };
      const response = await ask(access, { method: "PATCH", path: `/api/files/${sha256}`, bytes, headers, signal, timeoutMs: filePartTimeoutMs });
      await reaching(response.arrayBuffer());
      const reached = Number(response.headers.get(uploadOffsetHeader));
      if (!Number.isInteger(reached)) throw new Failure("centre-answer-unreadable", { retryable: true, details: { sha256 } });
      return { offset: reached, isComplete: response.headers.get(uploadCompleteHeader) === "1" };
    },
    watch: async (access, onChanged, signal) => {
      const silence = new AbortController();
      const response = await ask(access, { method: "GET", path: "/api/sync/events", signal: AbortSignal.any([signal, silence.signal]), timeoutMs: 2 ** 31 - 1 });
      let timer = setTimeout(() => silence.abort(), silenceMs);
      const heard = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), silenceMs);
      };
      try {
        await reaching(readServerEvents(response, heard, (name) => name === changedEventName && onChanged()));
      } finally {
        clearTimeout(timer);
      }
      throw new Failure("centre-unreachable", { retryable: true, details: { reason: "stream ended" } });
    },
  };
}

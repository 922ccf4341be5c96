import { createHash } from "node:crypto";
import { Failure } from "../../domain/failure.ts";
import type { Sha256 } from "../../domain/ids.ts";
import type { Instant } from "../../domain/time/instant.ts";
import type { SyncTransport } from "../../sync/sync-transport.ts";
import { catalogue } from "./fixtures.ts";
import type { MemoryCentre } from "./memory-centre.ts";

/** A transport to a centre in memory, whose calls a test may watch or change one by one. */
export interface MemoryTransport extends SyncTransport {
  calls: string[];
  files: Map<Sha256, Buffer>;
  announce(): void;
}

export function createMemoryTransport(centre: MemoryCentre, now: () => Instant): MemoryTransport {
  const partial = new Map<Sha256, Buffer>();
  const files = new Map<Sha256, Buffer>();
  const calls: string[] = [];
  let onChanged = (): void => undefined;
  return {
    calls,
    files,
    announce: () => onChanged(),
    fetchCatalogue: async (_access, etag) => {
      calls.push("catalogue");
      return etag === "1" ? undefined : { catalogue, etag: "1" };
    },
    push: async (_access, { commands }) => {
      calls.push(`push ${commands.length}`);
      return { results: commands.map(centre.judge), centreTime: now() };
    },
    pull: async (_access, { cursor, limit }) => {
      calls.push("pull");
      return { ...centre.pull(cursor, limit), centreTime: now() };
    },
    findMissingFiles: async (_access, sha256s) =>
      sha256s.filter((sha256) => !files.has(sha256)).map((sha256) => ({ sha256, offset: partial.get(sha256)?.length ?? 0 })),
    sendFilePart: async (_access, { sha256, offset, length, bytes }) => {
      calls.push("file");
      const held = partial.get(sha256) ?? Buffer.alloc(0);
      if (held.length !== offset) throw new Failure("file-offset-wrong", { retryable: true, details: { sha256, offset: held.length } });
      const grown = Buffer.concat([held, bytes]);
      partial.set(sha256, grown);
      if (grown.length < length) return { offset: grown.length, isComplete: false };
      partial.delete(sha256);
      if (createHash("sha256").update(grown).digest("hex") !== sha256) throw new Failure("file-content-wrong", { details: { sha256, offset: 0 } });
      files.set(sha256, grown);
      return { offset: grown.length, isComplete: true };
    },
    watch: (_access, changed, signal) => {
      onChanged = changed;
      return new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(new Failure("centre-unreachable", { retryable: true })));
      });
    },
  };
}

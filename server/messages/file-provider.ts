import { createHash } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../../domain/failure.ts";
import type { MessageProvider } from "./provider.ts";

/**
 * Puts every message into a folder as a JSON file of its own, named by its key: for a gateway that collects files, and for a centre
 * without one. The same message again takes its own place. Rejects with `message-folder-unwritable`.
 */
export function createFileProvider(folder: string): MessageProvider {
  return {
    async send(message) {
      const name = `${/^[\w-]{1,100}$/.test(message.idempotencyKey) ? message.idempotencyKey : createHash("sha256").update(message.idempotencyKey).digest("hex")}.json`;
      const partial = join(folder, `.${name}.partial`);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const file = await open(partial, "w", 0o600);
        try {
          await file.writeFile(`${JSON.stringify(message)}\n`);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(partial, join(folder, name));
      } catch (cause) {
        await rm(partial, { force: true }).catch(() => undefined);
        throw new Failure("message-folder-unwritable", { retryable: true, cause, details: { folder } });
      }
      return { reference: name };
    },
  };
}

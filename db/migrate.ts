import type { Database } from "better-sqlite3";
import { Failure } from "../domain/failure.ts";

/**
 * Brings the database up to the last migration, each in one transaction with the version it makes, so that a power cut leaves
 * it before or after, never between. Returns the version found: 0 for a new database.
 *
 * @throws Failure `store-newer` when a newer program wrote it; nothing is changed then.
 */
export function migrate(client: Database, migrations: readonly string[]): number {
  const found = client.pragma("user_version", { simple: true }) as number;
  if (found > migrations.length) {
    throw new Failure("store-newer", { details: { found, known: migrations.length } });
  }
  for (let version = found; version < migrations.length; version += 1) {
    client
      .transaction(() => {
        client.exec(migrations[version] ?? "");
        client.pragma(`user_version = ${version + 1}`);
      })
      .immediate();
  }
  return found;
}

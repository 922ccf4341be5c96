import pg from "pg";
import { setTimeout as wait } from "node:timers/promises";
import { Failure } from "../../domain/failure.ts";

const dataFolderLock = 5_214_771_002;
/** A killed process's connection takes the server a moment to notice. */
const patience = 20;
const pauseMs = 100;

/**
 * Claims an embedded database for this process by a lock that ends with its connection, so a killed process leaves none behind.
 * Returns a function that gives it back; throws `data-folder-in-use`, without `isPatient` at once.
 */
export async function holdDataFolder(databaseUrl: string, dataFolder: string, isPatient: boolean): Promise<() => Promise<void>> {
  const attempts = isPatient ? patience : 1;
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const { rows } = await client.query<{ held: boolean }>("select pg_try_advisory_lock($1) as held", [dataFolderLock]);
    if (rows[0]?.held === true) return () => client.end();
    if (attempt < attempts) await wait(pauseMs);
  }
  await client.end();
  throw new Failure("data-folder-in-use", { details: { folder: dataFolder } });
}

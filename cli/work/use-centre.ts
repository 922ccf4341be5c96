import { existsSync } from "node:fs";
import { join } from "node:path";
import { Failure, isFailure } from "../../domain/failure.ts";
import { startEmbeddedPostgres } from "../../server/database/embedded-postgres.ts";
import type { Centre } from "../../server/centre.ts";
import { openCentre, type CentreOptions, type StoredCentre } from "../../server/start.ts";
import { centreOptionsOf, openSealToken, type CentreChoice } from "../centre-options.ts";

/**
 * Works on a centre's data beside it: the centre may be running or not, and is left as it was found. Throws Failure
 * `centre-not-found` for a folder in which there never was one, so that a mistyped name makes no empty centre.
 */
export async function useCentre<T>(choice: CentreChoice, work: (centre: Centre) => Promise<T>): Promise<T> {
  const sealToken = openSealToken(choice);
  try {
    const stored = await open({ ...centreOptionsOf(choice), sealToken });
    try {
      return await work(stored.centre);
    } finally {
      await stored.close();
    }
  } finally {
    sealToken?.close();
  }
}

async function open(options: CentreOptions): Promise<StoredCentre> {
  const { dataFolder, databaseUrl } = options;
  if (databaseUrl !== undefined) return openCentre(options);
  if (!existsSync(join(dataFolder, "postgres"))) throw new Failure("centre-not-found", { details: { folder: dataFolder } });
  try {
    return await openCentre({ ...options, waitsForFolder: false });
  } catch (error) {
    if (!isFailure(error, "data-folder-in-use")) throw error;
    // The centre is running: its database is used as any other server's would be, and stays with it.
    const { databaseUrl: running } = await startEmbeddedPostgres(dataFolder);
    return openCentre({ ...options, databaseUrl: running });
  }
}

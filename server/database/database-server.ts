import { holdDataFolder } from "./data-folder-lock.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";

export interface DatabaseServer {
  databaseUrl: string;
  close(): Promise<void>;
}

export interface DatabaseServerOptions {
  dataFolder: string;
  databaseUrl?: string | undefined;
  /** Whether somebody who holds the folder is given a moment to be gone, as one killed is; unless said, so it is. */
  waitsForFolder?: boolean | undefined;
}

/**
 * The PostgreSQL server named by `databaseUrl`, or the embedded one of the data folder, held for this process alone so that
 * nobody's closing stops a database another still works on. Throws `data-folder-in-use` and what `startEmbeddedPostgres` throws.
 */
export async function openDatabaseServer(options: DatabaseServerOptions): Promise<DatabaseServer> {
  if (options.databaseUrl !== undefined) return { databaseUrl: options.databaseUrl, close: async () => undefined };
  const cluster = await startEmbeddedPostgres(options.dataFolder);
  const release = await holdDataFolder(cluster.databaseUrl, options.dataFolder, options.waitsForFolder ?? true);
  return {
    databaseUrl: cluster.databaseUrl,
    close: async () => {
      await release();
      await cluster.stop();
    },
  };
}

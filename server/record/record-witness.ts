import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { SealPlace } from "../../domain/record/record-seal.ts";

const witnessSchema = z.object({ position: z.int().min(1), hash: z.string() });

/** Remembers the newest seal of the record outside the database: whoever has that one's password alone cannot take the last seals away unseen. */
export interface RecordWitness {
  /** Undefined when nothing was sealed from this data folder. Throws for a file that is none of ours. */
  read(): Promise<SealPlace | undefined>;
  remember(place: SealPlace): Promise<void>;
  /** A restored record begins anew. */
  forget(): Promise<void>;
}

export function openRecordWitness(dataFolder: string, newId: () => string): RecordWitness {
  const file = join(dataFolder, "newest-record-seal");
  return {
    read: async () => {
      try {
        return witnessSchema.parse(JSON.parse(await readFile(file, "utf8")));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
      }
    },
    remember: async ({ position, hash }) => {
      const partial = `${file}.${newId()}`;
      await writeFile(partial, `${JSON.stringify({ position, hash })}\n`, { flush: true });
      await rename(partial, file);
    },
    forget: () => rm(file, { force: true }),
  };
}

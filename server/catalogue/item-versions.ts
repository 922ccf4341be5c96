import { and, eq } from "drizzle-orm";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import type { Queryable } from "../database/connection.ts";
import { itemVersions } from "../database/schema.ts";

export interface ItemVersions {
  /** `database` is the caller's transaction if there is one: asking for a second connection, many at once would wait for each other. */
  find(database: Queryable, code: string, version: number): Promise<ItemDefinition | undefined>;
}

/** Reads each version once: a version never changes (R-ITEM-2), and every command asks for one. */
export function rememberItemVersions(): ItemVersions {
  const known = new Map<string, ItemDefinition>();
  return {
    async find(database, code, version) {
      const key = `${code} ${version}`;
      const remembered = known.get(key);
      if (remembered !== undefined) return remembered;
      const [row] = await database
        .select({ definition: itemVersions.definition })
        .from(itemVersions)
        .where(and(eq(itemVersions.code, code), eq(itemVersions.version, version)));
      if (row !== undefined) known.set(key, row.definition);
      return row?.definition;
    },
  };
}

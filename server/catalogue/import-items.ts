import { Failure } from "../../domain/failure.ts";
import type { PersonId } from "../../domain/ids.ts";
import { hasSameContent, type ItemDefinition } from "../../domain/item/item-definition.ts";
import { canonicalJson } from "../../domain/record/canonical-json.ts";
import type { Centre } from "../centre.ts";
import { inTransaction, type Transaction } from "../database/connection.ts";
import { insertVersion, listVersions } from "./catalogue.ts";

export interface ImportedItem {
  readonly code: string;
  readonly name: string;
  /** The newest there now. */
  readonly version: number;
  readonly isAdded: boolean;
}

/**
 * Takes items from files into the catalogue, all of them or none: one that differs from the newest version there is the next version
 * (R-ITEM-2), one that says the same is left alone. The number in the file is the version it was made from; a new item begins with 1.
 *
 * Throws `item-version-conflict` for one made from a version that is no longer the newest, and `item-change-undescribed` for one that
 * says of the change what the newest says of its own.
 */
export async function importItems(centre: Centre, items: readonly ItemDefinition[], addedBy: PersonId | null): Promise<ImportedItem[]> {
  return inTransaction(centre.database, async (transaction) => {
    const imported: ImportedItem[] = [];
    for (const item of items) imported.push(await importItem(transaction, centre, item, addedBy));
    return imported;
  });
}

async function importItem(transaction: Transaction, centre: Centre, item: ItemDefinition, addedBy: PersonId | null): Promise<ImportedItem> {
  const { code, name, version } = item;
  const newest = (await listVersions(transaction, code)).at(-1);
  if (newest === undefined) return add({ ...item, version: 1 });
  if (hasSameContent(newest, item)) return { code, name, version: newest.version, isAdded: false };
  const nextVersion = newest.version + 1;
  if (version < newest.version) throw new Failure("item-version-conflict", { details: { itemCode: code, version, nextVersion } });
  if (canonicalJson(newest.change) === canonicalJson(item.change)) throw new Failure("item-change-undescribed", { details: { itemCode: code, version: newest.version } });
  return add({ ...item, version: nextVersion });

  async function add(definition: ItemDefinition): Promise<ImportedItem> {
    await insertVersion(transaction, centre, definition, addedBy);
    return { code, name, version: definition.version, isAdded: true };
  }
}

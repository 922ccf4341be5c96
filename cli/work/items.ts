import { itemImported, itemLine, noItems, unknownOfficeProblem } from "../../contracts/wording/item-commands.ts";
import { Failure } from "../../domain/failure.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import { listOffices, type Office } from "../../server/accounts/offices.ts";
import { listNewestVersions } from "../../server/catalogue/catalogue.ts";
import { importItems } from "../../server/catalogue/import-items.ts";
import { seedItems } from "../../server/seed/items/catalogue.ts";
import type { CentreChoice } from "../centre-options.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { writeNewFile } from "./files.ts";
import { readItemFile, type FiledItem } from "./item-files.ts";
import { getOfficeByName } from "./offices.ts";
import { useCentre } from "./use-centre.ts";

export interface ImportOptions extends CentreChoice {
  readonly office?: string;
}

export interface ExportOptions extends CentreChoice {
  readonly out: string;
  readonly shipped?: boolean;
}

export async function list(options: CentreChoice & { readonly json?: boolean }, terminal: Terminal): Promise<ExitCode> {
  const items = await useCentre(options, ({ database }) => listNewestVersions(database));
  if (options.json) terminal.print(JSON.stringify({ items }));
  else if (items.length === 0) terminal.note(noItems);
  else for (const item of items) terminal.print(itemLine(item));
  return 0;
}

/** Throws what `readItemFile` and `importItems` throw, `office-name-unknown`; nothing is taken then. */
export async function importFiles(files: readonly string[], { office: name, ...choice }: ImportOptions, terminal: Terminal): Promise<ExitCode> {
  const filed = (await Promise.all(files.map(readItemFile))).flat();
  const imported = await useCentre(choice, async (centre) => {
    const given = name === undefined ? undefined : await getOfficeByName(centre, name);
    const offices = await listOffices(centre.database);
    return importItems(centre, filed.map((one) => givenTo(given ?? officeIn(offices, one), one.item)), null);
  });
  for (const item of imported) terminal.print(itemImported(item));
  return 0;
}

/** The same office may have another id in another centre: then its name counts. */
function officeIn(offices: readonly Office[], { item, refuse }: FiledItem): Office {
  const office = offices.find(({ officeId }) => officeId === item.officeId) ?? offices.find(({ name }) => name === item.officeName);
  return office ?? refuse(["officeName"], unknownOfficeProblem(item.officeName));
}

function givenTo({ officeId, name }: Office, item: ItemDefinition): ItemDefinition {
  return { ...item, officeId, officeName: name };
}

/** The reference items, as an office's own. */
export function shippedItemsFor(office: Office): ItemDefinition[] {
  return seedItems.map((item) => givenTo(office, item));
}

/** Throws `item-unknown`, `file-not-written`. */
export async function exportItems(codes: readonly string[], { out, shipped = false, ...choice }: ExportOptions, terminal: Terminal): Promise<ExitCode> {
  const items = shipped ? seedItems : await useCentre(choice, ({ database }) => listNewestVersions(database));
  const unknown = codes.find((code) => !items.some((item) => item.code === code));
  if (unknown !== undefined) throw new Failure("item-unknown", { details: { itemCode: unknown } });
  const chosen = items.filter(({ code }) => codes.length === 0 || codes.includes(code));
  return writeNewFile(out, `${JSON.stringify(chosen, undefined, 2)}\n`, terminal);
}

import { sheetLine, sheetStockLines } from "../../contracts/wording/certificate-commands.ts";
import { listSheetStocks } from "../../server/certificates/sheet-stock.ts";
import type { CentreChoice } from "../centre-options.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { getOfficeByName } from "./offices.ts";
import { useCentre } from "./use-centre.ts";

export interface SheetsOptions extends CentreChoice {
  readonly office: string;
  readonly json?: boolean;
}

/** An office's certificate paper: every sheet used, and what is missing. 1 when any is. Throws `office-name-unknown`. */
export async function printSheets({ office: name, json = false, ...choice }: SheetsOptions, terminal: Terminal): Promise<ExitCode> {
  const stocks = await useCentre(choice, async (centre) => listSheetStocks(centre.database, (await getOfficeByName(centre, name)).officeId));
  if (json) terminal.print(JSON.stringify({ office: name, registers: stocks }));
  for (const stock of json ? [] : stocks) {
    for (const sheet of stock.sheets) terminal.print(sheetLine(sheet));
    for (const line of sheetStockLines(stock)) terminal.print(line);
  }
  return stocks.some(({ missing }) => missing.length > 0) ? 1 : 0;
}

import { paperRoutesSchema, type PaperRoutes } from "../../../contracts/ipc/printers.ts";
import { Failure } from "../../../domain/failure.ts";
import type { PaperKind } from "../../../domain/printing/paper-kind.ts";
import type { Settings } from "../../../db/settings.ts";
import type { Printers } from "./printers.ts";

const settingsKey = "paper-routes";

const anyPrinter = { printerId: null, tray: null, duplex: "one-sided" } as const;
const untouched: PaperRoutes = { receipt: anyPrinter, "decision-document": anyPrinter, certificate: anyPrinter, "delivery-slip": anyPrinter };

/** Which paper comes out where (打印去向). */
export interface PaperRoutesBook {
  get(): PaperRoutes;
  set(routes: PaperRoutes): void;
  /**
   * The printer for a paper, unless one is named: the one set for its kind, else the first. A receipt goes to a receipt printer before
   * an A4 printer; nothing else goes to one. Throws Failures `no-printer`, `no-a4-printer`, `printer-unknown`.
   */
  choosePrinter(kind: PaperKind, printerId?: string | null): string;
}

export function createPaperRoutes(settings: Pick<Settings, "find" | "set">, printers: Printers): PaperRoutesBook {
  const get = (): PaperRoutes => paperRoutesSchema.parse(settings.find(settingsKey) ?? untouched);
  const fitting = (kind: PaperKind) => [...(kind === "receipt" ? printers.receipt.list() : []), ...printers.a4.list()];
  return {
    get,
    set: (routes) => settings.set(settingsKey, routes),
    choosePrinter(kind, named = null) {
      const candidates = fitting(kind);
      const has = (printerId: string | null) => candidates.find((candidate) => candidate.printerId === printerId);
      if (named !== null && !has(named)) throw new Failure("printer-unknown", { details: { printerId: named } });
      const chosen = has(named) ?? has(get()[kind].printerId) ?? candidates[0];
      if (!chosen) throw new Failure(kind === "receipt" ? "no-printer" : "no-a4-printer");
      return chosen.printerId;
    },
  };
}

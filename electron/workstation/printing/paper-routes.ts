import { keptPaperRoutesSchema, paperRoutesSchema, type PaperRoute, type PaperRoutes } from "../../../contracts/ipc/printers.ts";
import { Failure } from "../../../domain/failure.ts";
import type { PaperKind } from "../../../domain/printing/paper-kind.ts";
import type { Settings } from "../../../db/settings.ts";
import type { Printers } from "./printers.ts";

const settingsKey = "paper-routes";

const anyPrinter: PaperRoute = { printerId: null, tray: null, duplex: "one-sided" };

/** Kept routes may be older than a kind of paper: separator sheets came out where decisions do. */
function completed(kept: Partial<PaperRoutes>): PaperRoutes {
  const decision = kept["decision-document"] ?? anyPrinter;
  return {
    receipt: anyPrinter, "decision-document": anyPrinter, certificate: anyPrinter, "delivery-slip": anyPrinter, "test-page": anyPrinter,
    "separator-sheet": { ...anyPrinter, printerId: decision.printerId }, ...kept,
  };
}

/** Which paper comes out where (打印去向). */
export interface PaperRoutesBook {
  get(): PaperRoutes;
  set(routes: PaperRoutes): void;
  /** Tray and sides of a paper on this printer. Trays are a printer's own: those of another mean nothing to it. A test page is of one printer altogether. */
  routeOn(kind: PaperKind, printerId: string): Pick<PaperRoute, "tray" | "duplex">;
  /**
   * The printer for a paper, unless one is named: the one set for its kind, else the first. A receipt goes to a receipt printer before
   * an A4 printer; nothing else goes to one. Throws Failures `no-printer`, `no-a4-printer`, `printer-unknown`.
   */
  choosePrinter(kind: PaperKind, printerId?: string | null): string;
}

export function createPaperRoutes(settings: Pick<Settings, "find" | "set">, printers: Printers): PaperRoutesBook {
  const get = (): PaperRoutes => paperRoutesSchema.parse(completed(keptPaperRoutesSchema.parse(settings.find(settingsKey) ?? {})));
  const fitting = (kind: PaperKind) => [...(kind === "receipt" ? printers.receipt.list() : []), ...printers.a4.list()];
  return {
    get,
    set: (routes) => settings.set(settingsKey, routes),
    routeOn(kind, printerId) {
      const route = get()[kind];
      if (route.printerId === printerId) return route;
      return { tray: null, duplex: kind === "test-page" ? "one-sided" : route.duplex };
    },
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

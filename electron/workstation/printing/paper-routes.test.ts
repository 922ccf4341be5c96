import { expect, it } from "vitest";
import { createPaperRoutes } from "./paper-routes.ts";
import type { Printers } from "./printers.ts";

const printers = { receipt: { list: () => [] }, a4: { list: () => [{ printerId: "first" }, { printerId: "office" }] } } as unknown as Printers;
const routesKept = (kept: unknown) => createPaperRoutes({ find: () => kept, set: () => undefined }, printers);
const kept = (printerId: string | null) => ({ printerId, tray: "tray-1", duplex: "long-edge" });

it("has a route for every kind where nothing was set", () => {
  const routes = routesKept(undefined);
  for (const kind of ["receipt", "certificate", "separator-sheet", "test-page"] as const) expect(routes.get()[kind]).toEqual({ printerId: null, tray: null, duplex: "one-sided" });
});

it("sends separator sheets where decisions come out, by routes kept before they had one of their own", () => {
  const routes = routesKept({ receipt: kept(null), "decision-document": kept("office"), certificate: kept("first"), "delivery-slip": kept(null) });
  expect(routes.get()["certificate"]).toEqual(kept("first"));
  expect(routes.choosePrinter("separator-sheet")).toBe("office");
  expect(routes.routeOn("separator-sheet", "office")).toMatchObject({ tray: null, duplex: "one-sided" });
});

it("takes a tray to no other printer, and a test page's sides neither", () => {
  const routes = routesKept({ certificate: kept("first"), "test-page": kept("first") });
  expect(routes.routeOn("certificate", "first")).toMatchObject({ tray: "tray-1", duplex: "long-edge" });
  expect(routes.routeOn("certificate", "office")).toEqual({ tray: null, duplex: "long-edge" });
  expect(routes.routeOn("test-page", "office")).toEqual({ tray: null, duplex: "one-sided" });
});

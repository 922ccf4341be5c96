import { expect, it, onTestFinished } from "vitest";
import { announceServices, ownNetwork, type AnnouncedService } from "../../test/emulators/dns-sd.ts";
import { findServices } from "./find-services.ts";

const printer: AnnouncedService = { name: "三楼打印机 (HP)", type: "_ipp._tcp", port: 631, text: { rp: "ipp/print", TY: "HP LaserJet", pdl: "application/pdf,image/urf" } };
const scanner: AnnouncedService = { name: "Office Scanner", type: "_uscan._tcp", port: 8080, text: { rs: "eSCL" } };

async function open(isTerse: boolean) {
  const network = await ownNetwork();
  const announced = await announceServices([printer, scanner], { network, isTerse });
  onTestFinished(() => announced.close());
  return (types: string[]) => findServices(types, { network, waitMs: 500 });
}

it.each([["all in one answer", false], ["record by record", true]])("finds what announces itself: %s", async (_how, isTerse) => {
  const find = await open(isTerse);
  await expect.poll(() => find(["_uscan._tcp", "_ipp._tcp"]), { timeout: 30_000 }).toHaveLength(2);
  const found = await find(["_ipp._tcp"]);
  expect(found).toEqual([{ name: "三楼打印机 (HP)", type: "_ipp._tcp", host: "127.0.0.1", port: 631, text: new Map([["rp", "ipp/print"], ["ty", "HP LaserJet"], ["pdl", "application/pdf,image/urf"]]) }]);
});

it("finds nothing where nothing is", async () => {
  expect(await (await open(false))(["_airplay._tcp"])).toEqual([]);
});

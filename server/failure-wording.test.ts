import { expect, it } from "vitest";
import { appWording } from "../contracts/wording/app.ts";
import { centreWording } from "../contracts/wording/centre.ts";
import { delegationWording } from "../contracts/wording/delegations.ts";
import { documentWording } from "../contracts/wording/documents.ts";
import { syncWording } from "../contracts/wording/sync.ts";
import { workplaceWording } from "../contracts/wording/workplace.ts";
import { failureCodesBelow } from "../test/failure-codes.ts";

const codesOfTheCentre = failureCodesBelow("server");

it("has words for every failure of the centre, that say what was kept and what to do", () => {
  const worded: Readonly<Record<string, unknown>> = { ...appWording, ...workplaceWording, ...centreWording, ...delegationWording, ...documentWording, ...syncWording };
  expect(codesOfTheCentre.filter((code) => !(code in worded))).toEqual([]);
});

it("words nothing the centre never says", () => {
  const codes = [...codesOfTheCentre, "route-unknown"];
  expect(Object.keys(centreWording).filter((code) => !codes.includes(code))).toEqual([]);
});

it("never shows a code or an undefined detail when details are given", () => {
  const details = new Proxy({}, { get: () => "某某", has: () => true });
  for (const said of Object.values(centreWording).map((wording) => wording(details))) {
    expect(said).not.toMatch(/undefined|NaN/);
    expect(said).toMatch(/请|程序会|它会/);
  }
});

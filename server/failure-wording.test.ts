import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { appWording } from "../contracts/wording/app.ts";
import { centreWording } from "../contracts/wording/centre.ts";
import { workplaceWording } from "../contracts/wording/workplace.ts";

async function codesOfTheCentre(): Promise<string[]> {
  const names = (await readdir(import.meta.dirname, { recursive: true })).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const sources = await Promise.all(names.map((name) => readFile(join(import.meta.dirname, name), "utf8")));
  return [...new Set(sources.flatMap((source) => [...source.matchAll(/new Failure\(\s*"([a-z-]+)"/g)].map((match) => match[1] ?? "")))];
}

it("has words for every failure of the centre, that say what was kept and what to do", async () => {
  const worded: Readonly<Record<string, unknown>> = { ...appWording, ...workplaceWording, ...centreWording };
  expect((await codesOfTheCentre()).filter((code) => !(code in worded))).toEqual([]);
});

it("words nothing the centre never says", async () => {
  const codes = [...(await codesOfTheCentre()), "route-unknown"];
  expect(Object.keys(centreWording).filter((code) => !codes.includes(code))).toEqual([]);
});

it("never shows a code or an undefined detail when details are given", () => {
  const details = new Proxy({}, { get: () => "某某", has: () => true });
  for (const said of Object.values(centreWording).map((wording) => wording(details))) {
    expect(said).not.toMatch(/undefined|NaN/);
    expect(said).toMatch(/请|程序会|它会/);
  }
});

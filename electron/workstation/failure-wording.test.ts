import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { cliFailureWording } from "../../contracts/wording/cli.ts";

function codesBelow(folder: string): string[] {
  const root = new URL(`../../${folder}/`, import.meta.url);
  const sources = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const text = sources.map((name) => readFileSync(new URL(name, root), "utf8")).join("\n");
  const thrown = [...text.matchAll(/new Failure\(([^;]*?)[,)]\s/g)].flatMap((match) => [...match[1]!.matchAll(/"([a-z]+(?:-[a-z]+)+)"/g)]);
  return [...new Set([...thrown, ...text.matchAll(/new Failure\("([a-z-]+)"/g)].map((match) => match[1]!))];
}

/** What the words name; the codes of a case's own refusals are not understood without it. */
const details = { receipt: "reception-slip", pageId: "a", name: "a.jpg" };

describe("every failure thrown here has its words", () => {
  it.each(codesBelow("electron/workstation"))("%s", (code) => {
    expect(wordingOf({ code, details })).not.toContain(code);
  });
  it.each(codesBelow("cli").filter((code) => !Object.hasOwn(cliFailureWording, code)))("%s", (code) => {
    expect(wordingOf({ code, details })).not.toContain(code);
  });
});

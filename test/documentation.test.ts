import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, it } from "vitest";
import { seedPassword, seedPeople } from "../server/seed/people.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const pages = ["README.md", ...globSync("docs/**/*.md", { cwd: root })];

it("the README's account can sign in to a trial", () => {
  const [, account, password] = /Sign in as `(\w+)` with `([\w-]+)`/.exec(read("README.md")) ?? [];
  const person = seedPeople.find((candidate) => candidate.account === account);
  expect(person?.roles).toContain("window-clerk");
  expect(password).toBe(seedPassword.initial);
});

it.each(pages)("%s links only to what is there", (page) => {
  const targets = [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map((match) => normalize(join(dirname(page), match[1] ?? "")));
  expect(targets.filter((target) => !existsSync(join(root, target)))).toEqual([]);
});

it("every rule that code or a test names is written down", () => {
  const rules = read("docs/rules.md");
  const areas = new Set([...rules.matchAll(/ — (R-[A-Z]+)$/gm)].map((match) => match[1]));
  const files = globSync("{domain,contracts,db,scanner,devices,documents,sync,server,electron,renderer,cli,test}/**/*.{ts,tsx}", { cwd: root });
  const named = new Set(files.flatMap((file) => [...read(file).matchAll(/\b(R-[A-Z]{3,})-\d+/g)].map((match) => match[1])));
  expect([...named].filter((area) => !areas.has(area))).toEqual([]);
});

import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { debianPackages, runs } from "./debian-packages.ts";
import { prepareMachine } from "./prepare-machine.ts";

/** A machine whose `dpkg-query`, `apt-cache` and `apt-get` are small scripts over three lists of names. */
let folder: string;
const realPath = process.env["PATH"];
const all = [...new Set(Object.values(debianPackages).flat())];
/** As in Debian 13, where the plain name is no package one can install. */
const renamed = ["libgtk-3-0", "libasound2", "libatk-bridge2.0-0"];
const inDebian13 = all.map((name) => (renamed.includes(name) ? `${name}t64` : name));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "yichuang-machine-"));
  process.env["PATH"] = `${folder}:/usr/bin:/bin`;
  program("dpkg-query", `shift 2; for name; do grep -qx "$name" installed && echo "installed $name"; done; exit 1`);
  program("apt-cache", `shift 2; for name; do grep -qx "$name" known && echo "Package: $name"; done; exit 0`);
  program("apt-get", `echo "$*" >> asked; case "$*" in *update*) cp offered known;; *install*) test -e broken && exit 100; cat offered >> installed;; esac`);
  given({ installed: [], known: [], offered: inDebian13 });
});
afterEach(() => {
  process.env["PATH"] = realPath;
  rmSync(folder, { recursive: true, force: true });
});

function program(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\ncd ${folder}\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

function given(lists: Partial<Record<"installed" | "known" | "offered", readonly string[]>>): void {
  for (const [name, names] of Object.entries(lists)) writeFileSync(join(folder, name), names.map((line) => `${line}\n`).join(""));
}

function prepare(run: keyof typeof runs, isRoot: boolean): { exitCode: number; said: string[]; asked: string[] } {
  const said: string[] = [];
  const exitCode = prepareMachine(run, { isRoot, say: (line) => void said.push(line) });
  const asked = existsSync(join(folder, "asked")) ? readFileSync(join(folder, "asked"), "utf8").trim().split("\n") : [];
  return { exitCode, said, asked };
}

const packagesOf = (run: keyof typeof runs): string[] => [...new Set([...runs[run].needed, ...runs[run].optional].flatMap((purpose) => [...debianPackages[purpose]]))];

it("says nothing where everything is there, by whichever name", () => {
  given({ installed: inDebian13 });
  expect(prepare("test", false)).toEqual({ exitCode: 0, said: [], asked: [] });
});

it("tells somebody who is not root the very line to run, in the names this release has, and installs nothing", () => {
  given({ known: inDebian13, installed: ["xvfb", "socat"] });
  const { exitCode, said, asked } = prepare("test", false);
  expect([exitCode, asked]).toEqual([1, []]);
  const line = said.find((text) => text.startsWith("As root:")) ?? "";
  const named = line.split("--no-install-recommends ")[1]?.split(" ") ?? [];
  expect(line).toMatch(/^As root:\n {2}apt-get update && apt-get install --no-install-recommends /);
  expect(named.sort()).toEqual(packagesOf("test").filter((name) => !["xvfb", "socat"].includes(name)).map((name) => (renamed.includes(name) ? `${name}t64` : name)).sort());
});

it("does not guess names before apt has its lists", () => {
  const { exitCode, said } = prepare("test", false);
  expect(exitCode).toBe(1);
  expect(said.join("\n")).toContain("apt-get update\nThen run this again");
  expect(said.join("\n")).not.toContain("apt-get install");
});

it("lets a demo begin without its packages, and says what it leaves out", () => {
  given({ known: inDebian13, installed: debianPackages.scanning });
  const { exitCode, said } = prepare("demo", false);
  expect(exitCode).toBe(0);
  expect(said).toContain("Without them: no screenshots of the real app.");
  expect(said.join("\n")).not.toContain("SANE");
});

it("as root installs what is missing, after asking for the lists", () => {
  const { exitCode, asked } = prepare("test", true);
  expect(exitCode).toBe(0);
  expect(asked.map((line) => /\b(update|install)\b/.exec(line)?.[1])).toEqual(["update", "install"]);
  expect(asked[1]).toContain("libasound2t64");
  expect(prepare("test", true).said).toEqual([]);
});

it("as root, where apt-get fails, says what is missing and fails", () => {
  writeFileSync(join(folder, "broken"), "");
  const { exitCode, said } = prepare("test", true);
  expect(exitCode).toBe(1);
  expect(said.join("\n")).toMatch(/These Debian packages are missing: xvfb .*\nAs root:\n {2}apt-get update && apt-get install .*libasound2t64/);
});

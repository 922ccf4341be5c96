import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/**
 * The codes of the Failures that the sources below a folder make, as they stand in them: where one is made, and every text like
 * `own` in a file that knows Failures, for maps from a device's own codes.
 */
export function failureCodesBelow(folder: string, own?: RegExp): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  const sources = names
    .filter((name) => /\.tsx?$/.test(name) && !/(test|conformance|testing)\.tsx?$/.test(name))
    .map((name) => readFileSync(join(root, folder, name), "utf8"));
  // The first argument may choose between codes.
  const made = sources.flatMap((text) => [...text.matchAll(/new Failure\(\s*([^,;]*?)[,)]\s/g), ...text.matchAll(/new Failure\(\s*("[a-z-]+")/g)]);
  const mapped = own === undefined ? [] : sources.filter((text) => text.includes("Failure")).flatMap(textsIn).filter((text) => own.test(text));
  return [...new Set([...made.flatMap((match) => textsIn(match[1] ?? "")), ...mapped])].sort();
}

/** Quoted words in kebab case. */
function textsIn(source: string): string[] {
  return [...source.matchAll(/"([a-z0-9]+(?:-[a-z0-9]+)*)"/g)].map((match) => match[1] ?? "");
}

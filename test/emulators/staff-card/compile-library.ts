import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface LibrarySource {
  /** A C file beside this one. */
  readonly source: string;
  readonly definitions?: Readonly<Record<string, string>>;
  readonly libraries?: readonly string[];
}

/** Compiles a shared library with the system's gcc. */
export async function compileLibrary({ source, definitions = {}, libraries = [] }: LibrarySource, target: string): Promise<void> {
  const defined = Object.entries(definitions).map(([name, value]) => `-D${name}=${value}`);
  const linked = libraries.map((name) => `-l${name}`);
  await run("gcc", ["-shared", "-fPIC", "-O1", "-Wall", "-Wno-unused-function", ...defined, "-o", target, join(import.meta.dirname, source), ...linked, "-ldl"]);
}

import { runProgram } from "../program.ts";
import type { CliResult } from "./run-cli.ts";

/** The command line within this process: for tests of what commands do to a centre, in which a process for each would cost most of the time. */
export async function runHere(arguments_: readonly string[]): Promise<CliResult> {
  // Whoever runs the tests may have a database of their own.
  delete process.env["DATABASE_URL"];
  const printed: string[] = [];
  const noted: string[] = [];
  const exitCode = await runProgram(arguments_, { print: (line) => void printed.push(`${line}\n`), note: (line) => void noted.push(`${line}\n`) });
  return { exitCode, stdout: printed.join(""), stderr: noted.join("") };
}

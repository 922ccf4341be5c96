import { cliFailureWording } from "../contracts/wording/cli.ts";
import { wordingOf } from "../contracts/wording/wording.ts";
import type { Failure } from "../domain/failure.ts";

/** What happened, what was kept, what to do next, as a line for a terminal. */
export function failureLine(failure: Failure): string {
  return cliFailureWording[failure.code]?.(failure.details) ?? wordingOf(failure);
}

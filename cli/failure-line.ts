import { centreWording } from "../contracts/wording/centre.ts";
import { cliFailureWording } from "../contracts/wording/cli.ts";
import { wordingOf } from "../contracts/wording/wording.ts";
import type { Failure } from "../domain/failure.ts";

/** What happened, what was kept, what to do next, as a line for a terminal. */
export function failureLine(failure: Failure): string {
  const own = cliFailureWording[failure.code] ?? centreWording[failure.code];
  return own?.(failure.details) ?? wordingOf(failure);
}

import type { WireFailure } from "../../contracts/sync.ts";
import type { Refusal } from "../../domain/case/refusal.ts";
import { Failure, isFailure } from "../../domain/failure.ts";

/** The failure as it may leave the process: no stack, no cause. */
export function wireFailureOf({ code, retryable, details }: Failure): WireFailure {
  return { code, retryable, details: { ...details } };
}

/** What nobody foresaw becomes `internal`; its cause belongs into the log. */
export function asFailure(error: unknown): Failure {
  return isFailure(error) ? error : new Failure("internal", { cause: error });
}

/** A refusal where only a failure can be answered: the same code, with what of it can be named in a sentence. */
export function failureOfRefusal({ code, ...facts }: Refusal): Failure {
  const details: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(facts)) {
    if (typeof value === "string" || typeof value === "number") details[name] = value;
  }
  return new Failure(code, { details });
}

import { isFailure } from "../domain/failure.ts";
import { canonicalJson } from "../domain/record/canonical-json.ts";

/** Hands on what failed, but not again what failed in the round before in the same way. */
export interface SayOnce {
  failed(error: unknown): void;
  /** What does not fail in a whole round is said again when it fails next. */
  endRound(): void;
}

/** For work that is tried again in every round: a seal key that is missing is said once, not every minute until somebody brings it. */
export function sayOnce(say: (error: unknown) => void): SayOnce {
  let before: ReadonlySet<string> = new Set();
  let now = new Set<string>();
  return {
    failed: (error) => {
      const way = wayOf(error);
      const isNew = !before.has(way) && !now.has(way);
      now.add(way);
      if (isNew) say(error);
    },
    endRound: () => {
      before = now;
      now = new Set();
    },
  };
}

function wayOf(error: unknown): string {
  if (isFailure(error)) return `${error.code} ${canonicalJson(error.details)}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

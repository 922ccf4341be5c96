import { Failure } from "../../domain/failure.ts";
import type { PinState } from "./staff-card.ts";

/** What a wrong PIN throws: `staff-card-pin-wrong` with `details.pin` and, where the card counts, `details.triesLeft`; the last one has locked the card. */
export function pinWrong(state: PinState): Failure {
  if (state.kind === "locked") return new Failure("staff-card-pin-locked");
  return new Failure("staff-card-pin-wrong", { retryable: true, details: { pin: state.kind, ...(state.kind === "tries" && { triesLeft: state.left }) } });
}

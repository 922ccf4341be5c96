import { Failure, isFailure } from "../../domain/failure.ts";
import type { StaffCard, StaffCards } from "./staff-card.ts";

/** What lies in this PC's readers: the cards, or why that cannot be told. */
export type StaffCardPresence =
  | { readonly kind: "cards"; readonly cards: readonly StaffCard[] }
  | { readonly kind: "unknown"; readonly failure: Failure };

export interface WatchOptions {
  /** Runs `work` once, later; gives the function that calls it off. */
  readonly after: (delayMs: number, work: () => void) => () => void;
  readonly intervalMs?: number;
  readonly logError: (where: string, error: unknown) => void;
}

export interface StaffCardWatch {
  /** As last seen; `unknown` with `staff-card-missing` before the first look. */
  current(): StaffCardPresence;
  /** Looks now instead of later: after a PIN was tried. */
  look(): Promise<StaffCardPresence>;
  stop(): void;
}

/**
 * Looks for cards again and again: few vendors' libraries wake a waiting program dependably. `onChange` hears the first look and every
 * difference after it; a library that is missing or hangs is a difference too, and is tried again.
 */
export function watchStaffCards(cards: StaffCards, onChange: (presence: StaffCardPresence) => void, { after, intervalMs = 1_000, logError }: WatchOptions): StaffCardWatch {
  let current: StaffCardPresence = { kind: "unknown", failure: new Failure("staff-card-missing", { retryable: true }) };
  let said: string | undefined;
  let isStopped = false;
  let callOff: () => void = () => undefined;

  const look = async (): Promise<StaffCardPresence> => {
    const presence = await cards.list().then<StaffCardPresence, StaffCardPresence>(
      (found) => ({ kind: "cards", cards: found }),
      (error: unknown) => {
        if (!isFailure(error)) logError("staff-card", error);
        return { kind: "unknown", failure: isFailure(error) ? error : new Failure("staff-card-failed", { retryable: true, cause: error }) };
      },
    );
    if (isStopped) return presence;
    current = presence;
    const heard = JSON.stringify(presence.kind === "cards" ? presence.cards : [presence.failure.code, presence.failure.details]);
    if (heard !== said) onChange(presence);
    said = heard;
    return presence;
  };
  const lookAgain = async (): Promise<void> => {
    await look();
    if (!isStopped) callOff = after(intervalMs, () => void lookAgain());
  };
  void lookAgain();

  return {
    current: () => current,
    look,
    stop() {
      isStopped = true;
      callOff();
    },
  };
}

import type { IdentityCard } from "./identity-card.ts";

/**
 * How far a reading is, in this order. `lift-card` stands where `waiting-for-card` would when this reader has handled a card
 * before: one that still lies there is not found again until it is lifted, and the reader cannot tell that from an empty plate.
 */
export type CardStage = "waiting-for-card" | "lift-card" | "card-found" | "reading";

/** The port every identity card reader's driver sits behind; `card-reader-conformance.ts` says what a driver must hold to. */
export interface CardReader {
  /**
   * Waits for a card as long as `signal` lets it and reads it. Holds the device only meanwhile, so a reader that was unplugged works
   * again at the next call. One reading at a time.
   *
   * Throws a Failure `card-…`; when aborted, the signal's reason if that is a Failure, else `card-read-cancelled`.
   */
  read(signal: AbortSignal, onStage: (stage: CardStage) => void): Promise<IdentityCard>;
  /**
   * Resolves when the reader is there and answers; touches no card, so that one on the plate can still be read. Never while a reading
   * is under way. Throws as `read`.
   */
  check(signal: AbortSignal): Promise<void>;
}

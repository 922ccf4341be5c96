import type { SignatureAlgorithm } from "../../domain/signature/signer.ts";
import type { StaffCard } from "./staff-card.ts";

/** What is on a card without its PIN. */
export interface CardIdentity {
  readonly algorithm: SignatureAlgorithm;
  /** Of the key that signs; X.509 in DER, checked to be one. */
  readonly certificate: Uint8Array;
  /** Whatever other certificates lie on the card, unchecked and in no order. */
  readonly others: readonly Uint8Array[];
}

/**
 * A vendor's library, called in the process it was loaded into: a driver's own part. Every call blocks; a card that is not there throws
 * `staff-card-missing`, one that is pulled meanwhile `staff-card-removed`.
 */
export interface StaffCardLibrary {
  list(): StaffCard[];
  identify(cardId: string): CardIdentity;
  unlock(cardId: string, pin: string): void;
  lock(cardId: string): void;
  /** Signs as `Signer.sign` does. */
  sign(cardId: string, bytes: Uint8Array): Uint8Array;
}

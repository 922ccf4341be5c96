import { z } from "zod";
import type { Signer } from "../../domain/signature/signer.ts";

/**
 * How many wrong PINs the card still bears. SKF counts (`tries`); PKCS#11 only says that none was wrong lately (`enough`), some were
 * (`few`) or that one more locks the card (`last`). A locked card is opened again by its issuer.
 */
export const pinStateSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("tries"), left: z.int().positive() }),
  z.object({ kind: z.literal("enough") }),
  z.object({ kind: z.literal("few") }),
  z.object({ kind: z.literal("last") }),
  z.object({ kind: z.literal("locked") }),
]);
export type PinState = z.infer<typeof pinStateSchema>;

/** A card in a reader, or a USB key. */
export const staffCardSchema = z.object({
  /** The same when it is put in again; one of its kind within a library. */
  cardId: z.string().min(1),
  /** Another one whenever the card may have been away, however short: what its PIN had opened is closed then. */
  insertion: z.string().min(1),
  label: z.string(),
  pin: pinStateSchema,
});
export type StaffCard = z.infer<typeof staffCardSchema>;

/**
 * The port every staff card's driver sits behind; `staff-card-conformance.ts` says what a driver must hold to. All throw Failures
 * `staff-card-…`, and `native-driver-…` when the vendor's library hung or crashed: everything is locked then, and the next call works.
 */
export interface StaffCards {
  /** Those that are there now. */
  list(): Promise<readonly StaffCard[]>;
  /**
   * Reads the certificates, which needs no PIN, and gives a signer that works while the card is unlocked: `staff-card-pin-needed` before
   * and after, `staff-card-removed` when the card is pulled while it signs.
   */
  openSigner(cardId: string): Promise<Signer>;
  /** Has the card check the PIN. Throws `staff-card-pin-wrong` with what is left in its details, `staff-card-pin-locked`, … */
  unlock(cardId: string, pin: string): Promise<void>;
  lock(cardId: string): Promise<void>;
  /** Lets go of every card; nothing works afterwards. */
  stop(): void;
}

import type { WireFailure } from "../contracts/sync.ts";
import type { Failure } from "../domain/failure.ts";
import type { Instant } from "../domain/time/instant.ts";

/** How sync stands (R-OFF-4). What waits is the store's to say. */
export interface SyncState {
  isOnline: boolean;
  /** When the connection was lost; null while online or never yet connected. */
  offlineSince: Instant | null;
  lastSyncedAt: Instant | null;
  /** This clock minus the centre's when last compared. */
  clockSkewMs: number | null;
  isSyncing: boolean;
  /** Why the last round did not come to its end, or what is wrong with the record; null when all is well. */
  failure: WireFailure | null;
}

/** Nothing is sent or fetched until somebody acts: the program is too old or new, or the centre does not know this device. */
export const haltingCodes: ReadonlySet<string> = new Set(["protocol-mismatch", "workstation-shut-out", "device-unknown"]);

export function asWireFailure(failure: Failure): WireFailure {
  return { code: failure.code, retryable: failure.retryable, details: { ...failure.details } };
}

import type { CardChallenge, CardSignInRequest } from "../../../contracts/card-sign-in.ts";
import type { ConnectionState } from "../../../contracts/ipc/workplace.ts";
import type { CertifiedKey, SigningKeyRequest } from "../../../contracts/signing-keys.ts";
import type { Enrolment, SignIn, SignInRequest } from "../../../contracts/sync.ts";
import { isFailure } from "../../../domain/failure.ts";
import type { Sha256 } from "../../../domain/ids.ts";
import type { CentreClient } from "../../../sync/centre-client.ts";
import type { CentreAccess } from "../../../sync/sync-transport.ts";
import type { SyncLoop } from "../../../sync/sync-loop.ts";
import type { Store } from "../../../db/store.ts";

/** How the line to the centre is; what waits for it the store knows. */
export type LineState = Pick<ConnectionState, "isOnline" | "offlineSince" | "lastSyncedAt" | "clockSkewMs" | "isSyncing" | "failure">;

/** The workstation's line to its centre: sync in the background, and the few things asked directly. */
export interface CentreLink {
  start(): void;
  stop(): Promise<void>;
  /** Something waits to be sent. */
  wake(): void;
  /** One whole round. Never rejects: how it went is in `state`. */
  syncNow(): Promise<void>;
  state(): LineState;
  enrol(centreUrl: string, request: { enrolmentCode: string; deviceName: string }): Promise<Enrolment>;
  signIn(request: SignInRequest): Promise<SignIn>;
  signOut(personToken: string): Promise<void>;
  makeCardChallenge(): Promise<CardChallenge>;
  signInByCard(request: CardSignInRequest): Promise<SignIn>;
  certifySigningKey(personToken: string, request: SigningKeyRequest): Promise<CertifiedKey>;
  /** Whether the failure means that the centre could not be asked. */
  isOffline(error: unknown): boolean;
  fetchPage(sha256: Sha256): Promise<Uint8Array>;
  /** Anything else asked of the centre as this device. */
  ask<Answer>(question: (client: CentreClient, access: CentreAccess) => Promise<Answer>): Promise<Answer>;
}

/**
 * Nobody there, or somebody there who cannot answer, or whose answer is not to be believed: no worse for whoever works here than a cable
 * pulled out. A refusal of this device or of this person is none of these (R-SEC-5).
 */
const offlineCodes: readonly string[] = [
  "centre-unreachable", "centre-answer-unreadable", "centre-stopping", "database-unreachable", "internal", "protocol-mismatch",
  "centre-certificate-untrusted", "centre-certificate-out-of-date", "centre-certificate-of-another",
];

export function createCentreLink(client: CentreClient, loop: SyncLoop, enrolments: Store["enrolments"]): CentreLink {
  return {
    start: loop.start,
    stop: loop.stop,
    wake: loop.wake,
    async syncNow() {
      await loop.syncNow();
    },
    state: loop.state,
    enrol: client.enrol,
    signIn: (request) => client.signIn(enrolments.getCurrent(), request),
    signOut: (personToken) => client.signOut(enrolments.getCurrent(), personToken),
    makeCardChallenge: () => client.makeCardChallenge(enrolments.getCurrent()),
    signInByCard: (request) => client.signInByCard(enrolments.getCurrent(), request),
    certifySigningKey: (personToken, request) => client.certifySigningKey(enrolments.getCurrent(), personToken, request),
    isOffline: (error) => isFailure(error) && offlineCodes.includes(error.code),
    fetchPage: (sha256) => client.fetchPage(enrolments.getCurrent(), sha256),
    ask: async (question) => question(client, enrolments.getCurrent()),
  };
}

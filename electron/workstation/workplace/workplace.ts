import type { ConnectionState, Workplace } from "../../../contracts/ipc/workplace.ts";
import type { OpenedStore } from "../../../db/open-store.ts";
import type { ReadyKey } from "../signing/key-ring.ts";
import type { LineState } from "./centre-link.ts";
import type { SignedIn } from "./session.ts";

export function connectionOf(line: LineState, store: Pick<OpenedStore["store"], "readWaiting">): ConnectionState {
  const { isOnline, offlineSince, lastSyncedAt, clockSkewMs, isSyncing, failure } = line;
  return { isOnline, offlineSince, lastSyncedAt, clockSkewMs, isSyncing, failure, ...store.readWaiting() };
}

/** Where this PC stands: enrolled or not, who is signed in, how the line is, how the store was found (R-OFF-4). */
export function workplaceOf(
  { store, outcome, setAsideFolder, savedCommandCount }: OpenedStore,
  about: { appVersion: string; line: LineState; signedIn: SignedIn | undefined; signingKey: ReadyKey | undefined; isLocked: boolean },
): Workplace {
  const enrolment = store.enrolments.findCurrent();
  return {
    appVersion: about.appVersion,
    enrolment: enrolment ? withoutToken(enrolment) : null,
    person: about.signedIn
      ? { ...about.signedIn.person, isOfflineSignIn: about.signedIn.personToken === undefined, signingKey: about.signingKey ? { carrier: about.signingKey.carrier, validUntil: about.signingKey.validUntil } : null }
      : null,
    isLocked: about.isLocked,
    connection: connectionOf(about.line, store),
    calendarKnownUntil: store.catalogue.findCalendar()?.knownUntil ?? null,
    sealsInUse: store.catalogue.findSealTrust()?.inUse ?? [],
    store: { outcome, setAsideFolder, savedCommandCount, needsNewCode: store.enrolments.needsNewCode() },
  };
}

/** The device's secret stays in this process. */
function withoutToken({ deviceToken: _deviceToken, ...enrolment }: NonNullable<ReturnType<OpenedStore["store"]["enrolments"]["findCurrent"]>>) {
  return enrolment;
}

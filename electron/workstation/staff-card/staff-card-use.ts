import type { CardTrial, PinOfCard, StaffCardSettings, StaffCardState } from "../../../contracts/ipc/staff-card.ts";
import type { Store } from "../../../db/store.ts";
import type { StaffCardLibrarySettings } from "../../../devices/staff-card/library-settings.ts";
import type { StaffCards } from "../../../devices/staff-card/staff-card.ts";
import { Failure } from "../../../domain/failure.ts";
import type { Instant } from "../../../domain/time/instant.ts";
import type { Scheduler } from "../../../sync/sync-loop.ts";
import type { KeyRing } from "../signing/key-ring.ts";
import type { CentreLink } from "../workplace/centre-link.ts";
import type { Session } from "../workplace/session.ts";
import { createCardSignIn } from "./card-sign-in.ts";
import { tryToSign } from "./card-trial.ts";
import { createStaffCardDesk } from "./staff-card-desk.ts";

const trialBytes = 32;

export interface StaffCardUsePorts {
  now(): Instant;
  randomBytes(count: number): Buffer;
  readonly store: Pick<Store, "settings" | "people" | "signingKeys" | "enrolments">;
  readonly scheduler: Scheduler;
  openCards(library: StaffCardLibrarySettings): StaffCards;
  readonly session: Session;
  readonly keyRing: Pick<KeyRing, "useCard" | "dropCard">;
  readonly link: Pick<CentreLink, "makeCardChallenge" | "signInByCard" | "isOffline">;
  cancelScans(): Promise<void>;
  /** Whoever is signed in signs with another key now. */
  onKeyChange(): void;
  announce(state: StaffCardState): void;
  logError(where: string, error: unknown): void;
}

/**
 * What the staff card does at this PC: it signs its holder in, signs what they sign, and locks the desk when it is pulled. Somebody who
 * came with a password keeps their session then and goes on signing with their own key.
 */
export interface StaffCardUse {
  start(): void;
  state(): StaffCardState;
  findSettings(): StaffCardSettings | null;
  configure(settings: StaffCardSettings | null): Promise<StaffCardState>;
  /** R-SEC-1; throws as `createCardSignIn` says. */
  signIn(request: PinOfCard): Promise<void>;
  /** Whoever is signed in signs with the card from now on. Throws the card's failures and those of `KeyRing.useCard`; the card is locked then. */
  use(request: PinOfCard): Promise<void>;
  /** Throws as `tryOut` of the desk and `tryToSign`. */
  tryOut(request: PinOfCard): Promise<CardTrial>;
  lock(): Promise<void>;
  stop(): void;
}

export function createStaffCardUse(ports: StaffCardUsePorts): StaffCardUse {
  const { store, session, keyRing, link, logError } = ports;

  const lose = (): void => {
    keyRing.dropCard();
    if (!session.find()?.isByCard) return ports.onKeyChange();
    session.lock();
    ports.cancelScans().catch((error: unknown) => logError("staff card", error));
  };

  const desk = createStaffCardDesk({ settings: store.settings, openCards: ports.openCards, scheduler: ports.scheduler, onState: ports.announce, onLost: lose, logError });
  const signIn = createCardSignIn({
    ...ports,
    desk,
    findWorkstationCode: () => store.enrolments.findCurrent()?.workstationCode,
    makeChallenge: link.makeCardChallenge,
    signInByCard: link.signInByCard,
    isOffline: link.isOffline,
  });

  return {
    start: desk.start,
    state: desk.state,
    findSettings: desk.findSettings,
    configure: desk.configure,
    signIn,
    async use(request) {
      const signedIn = session.find();
      if (!signedIn) throw new Failure("sign-in-needed");
      const signer = await desk.unlock(request);
      try {
        await keyRing.useCard(signedIn.person.personId, signer, signedIn.personToken);
      } catch (error) {
        await desk.lock();
        throw error;
      }
      ports.onKeyChange();
    },
    tryOut: (request) => desk.tryOut(request, (signer) => tryToSign(signer, ports.randomBytes(trialBytes), ports.now())),
    lock: desk.lock,
    stop: desk.stop,
  };
}

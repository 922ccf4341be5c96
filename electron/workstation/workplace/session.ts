import type { Person, SignIn, SignInRequest } from "../../../contracts/sync.ts";
import { Failure, isFailure } from "../../../domain/failure.ts";
import type { WorkstationCode } from "../../../domain/ids.ts";
import type { Actor } from "../../../domain/people/role.ts";
import type { Instant } from "../../../domain/time/instant.ts";
import type { People } from "../../../db/people.ts";
import type { SigningKeys } from "../../../db/signing-keys.ts";
import type { Signer } from "../../../domain/signature/signer.ts";
import type { KeyRing } from "../signing/key-ring.ts";
import type { OfflineTries } from "./offline-tries.ts";

export interface SignedIn {
  readonly person: Person;
  /** The centre's token; undefined when the centre could not be asked. */
  readonly personToken: string | undefined;
  /** They came with a staff card: when it is pulled, they are gone. */
  readonly isByCard: boolean;
}

export interface SessionPorts {
  now(): Instant;
  readonly people: People;
  readonly offlineTries: OfflineTries;
  readonly signingKeys: Pick<SigningKeys, "forget" | "forgetAll">;
  readonly keyRing: Pick<KeyRing, "unlock" | "openFor" | "useCard" | "lock">;
  /** Asks the centre. Rejects with the centre's refusal, or with a Failure `isOffline` knows when it cannot be reached. */
  signIn(request: SignInRequest): Promise<SignIn>;
  /** Ends the centre's token. */
  signOut(personToken: string): Promise<void>;
  isOffline(error: unknown): boolean;
  findWorkstationCode(): WorkstationCode | undefined;
  onChange(): void;
}

export interface Session {
  find(): SignedIn | undefined;
  /** Who acts now, as the record will say. Throws Failure `sign-in-needed`. */
  getActor(): Actor;
  /** For what only the centre can do. Throws Failures `sign-in-needed`, or `centre-sign-in-needed` for somebody signed in offline. */
  getPersonToken(): string;
  /**
   * Through the centre; without it for people who signed in here before (R-OFF-1). Throws the centre's refusal,
   * `offline-sign-in-wrong`, which says nothing of whether the account is known here, `account-waits`, or `not-enrolled`. A new password is only for the centre.
   */
  signIn(request: SignInRequest): Promise<void>;
  /** Whoever the card was shown to be of; `personToken` when the centre said so. Rejects as `KeyRing.useCard` does, with nobody signed in. */
  enterWithCard(person: Person, signer: Signer, personToken: string | undefined): Promise<void>;
  /** Takes effect here at once; the centre is told when it can be. */
  signOut(): void;
  /** The card somebody came with was pulled: they are signed out, and the page says why. */
  lock(): void;
  isLocked(): boolean;
  /** Signs out, and lets nobody in offline: the centre takes acts under a new code only from people who signed in under it. */
  forgetEverybody(): void;
}

/** Who sits at the window. Held in memory only: a restarted program asks for the password again. */
export function createSession(ports: SessionPorts): Session {
  const { people, signingKeys, keyRing } = ports;
  let signedIn: SignedIn | undefined;
  let isLocked = false;

  const enter = (entering: SignedIn): void => {
    signedIn = entering;
    isLocked = false;
    ports.onChange();
  };

  const signInOffline = async (account: string, password: string): Promise<void> => {
    ports.offlineTries.begin(account);
    const person = await people.verify(account, password);
    if (!person) throw new Failure("offline-sign-in-wrong");
    ports.offlineTries.succeeded(account);
    await keyRing.unlock(person, password, undefined);
    enter({ person, personToken: undefined, isByCard: false });
  };

  /** What was right here yesterday and is refused today was changed or ended at the centre: it must not open this door offline. */
  const forgetIfEnded = async (error: unknown, account: string, password: string): Promise<void> => {
    const ended = isFailure(error, "sign-in-wrong") ? await people.verify(account, password) : undefined;
    if (ended === undefined) return;
    people.forget(account);
    signingKeys.forget(ended.personId);
  };

  const signOut = (): void => {
    // A token the centre did not hear the end of runs out by itself.
    if (signedIn?.personToken !== undefined) ports.signOut(signedIn.personToken).catch(() => undefined);
    signedIn = undefined;
    isLocked = false;
    keyRing.lock();
    ports.onChange();
  };

  return {
    find: () => signedIn,
    getActor() {
      if (!signedIn) throw new Failure("sign-in-needed");
      const { personId, name, roles, officeId } = signedIn.person;
      return { personId, name, roles, officeId, workstationCode: ports.findWorkstationCode() ?? null };
    },
    getPersonToken() {
      if (!signedIn) throw new Failure("sign-in-needed");
      if (signedIn.personToken === undefined) throw new Failure("centre-sign-in-needed");
      return signedIn.personToken;
    },
    async signIn(request) {
      const { account, password, newPassword } = request;
      if (!ports.findWorkstationCode()) throw new Failure("not-enrolled");
      let answer: SignIn;
      try {
        answer = await ports.signIn(request);
      } catch (error) {
        if (ports.isOffline(error) && newPassword === undefined) return signInOffline(account, password);
        await forgetIfEnded(error, account, password);
        throw error;
      }
      ports.offlineTries.succeeded(account);
      const kept = newPassword ?? password;
      const { person, personToken } = answer;
      // Both derive a key from the password, which takes its time. Both before they are in: who is signed in can sign, and come again offline.
      try {
        await Promise.all([people.remember(person, kept, ports.now()), keyRing.unlock(person, kept, personToken)]);
      } catch (error) {
        keyRing.lock();
        throw error;
      }
      enter({ person, personToken, isByCard: false });
    },
    async enterWithCard(person, signer, personToken) {
      keyRing.openFor(person);
      try {
        await keyRing.useCard(person.personId, signer, personToken);
      } catch (error) {
        keyRing.lock();
        if (personToken !== undefined) ports.signOut(personToken).catch(() => undefined);
        throw error;
      }
      enter({ person, personToken, isByCard: true });
    },
    signOut,
    lock() {
      signOut();
      isLocked = true;
      ports.onChange();
    },
    isLocked: () => isLocked,
    forgetEverybody() {
      people.forgetAll();
      signingKeys.forgetAll();
      signOut();
    },
  };
}

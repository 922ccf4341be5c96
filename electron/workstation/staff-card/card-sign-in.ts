import type { CardChallenge, CardSignInRequest } from "../../../contracts/card-sign-in.ts";
import type { PinOfCard } from "../../../contracts/ipc/staff-card.ts";
import type { SignIn } from "../../../contracts/sync.ts";
import type { Store } from "../../../db/store.ts";
import { isRawSignatureRight } from "../../../documents/signature/raw-signature.ts";
import { Failure, isFailure } from "../../../domain/failure.ts";
import type { WorkstationCode } from "../../../domain/ids.ts";
import { bytesOfCardSignIn } from "../../../domain/signature/card-sign-in.ts";
import type { Signer } from "../../../domain/signature/signer.ts";
import type { Instant } from "../../../domain/time/instant.ts";
import type { Session } from "../workplace/session.ts";
import { readCardCertificate } from "./card-certificate.ts";
import type { StaffCardDesk } from "./staff-card-desk.ts";

export interface CardSignInPorts {
  now(): Instant;
  randomBytes(count: number): Buffer;
  readonly store: Pick<Store, "people" | "signingKeys">;
  readonly desk: Pick<StaffCardDesk, "unlock" | "lock">;
  readonly session: Pick<Session, "enterWithCard">;
  findWorkstationCode(): WorkstationCode | undefined;
  makeChallenge(): Promise<CardChallenge>;
  signInByCard(request: CardSignInRequest): Promise<SignIn>;
  isOffline(error: unknown): boolean;
}

/** Refusals by which the centre shuts a door that must not stay open here offline either. */
const endedCodes: readonly string[] = ["card-unknown", "card-over", "signing-key-revoked"];

/**
 * R-SEC-1: signs in whoever's card is named, by its PIN and a challenge its key signs. Through the centre; without it for a card
 * used at this PC before (R-OFF-1). The card is locked again when the sign-in fails.
 *
 * Throws the card's own failures, the centre's refusal, `not-enrolled`, `offline-card-unknown`, `card-over`, `card-proof-wrong`.
 */
export function createCardSignIn(ports: CardSignInPorts): (request: PinOfCard) => Promise<void> {
  const { now, store, desk, session } = ports;

  const enterOnline = async (signer: Signer, publicKey: string, workstationCode: WorkstationCode): Promise<void> => {
    const { challenge } = await ports.makeChallenge();
    const signature = Buffer.from(await signer.sign(bytesOfCardSignIn({ challenge, workstationCode, publicKey }))).toString("base64");
    const { person, personToken } = await ports.signInByCard({ challenge, publicKey, signature }).catch((error: unknown) => {
      if (isFailure(error) && endedCodes.includes(error.code)) store.signingKeys.forgetCard(publicKey);
      throw error;
    });
    store.people.rememberByCard(person, now());
    await session.enterWithCard(person, signer, personToken);
  };

  const enterOffline = async (signer: Signer, publicKey: string, workstationCode: WorkstationCode): Promise<void> => {
    const known = store.signingKeys.findCardOwner(publicKey);
    const person = known && store.people.findById(known.personId);
    if (!person) throw new Failure("offline-card-unknown");
    if (known.validUntil <= now()) throw new Failure("card-over", { details: { since: known.validUntil } });
    const bytes = bytesOfCardSignIn({ challenge: ports.randomBytes(32).toString("base64"), workstationCode, publicKey });
    const isRight = isRawSignatureRight(Buffer.from(publicKey, "base64"), signer.algorithm, bytes, await signer.sign(bytes));
    if (!isRight) throw new Failure("card-proof-wrong");
    await session.enterWithCard(person, signer, undefined);
  };

  return async (request) => {
    const workstationCode = ports.findWorkstationCode();
    if (workstationCode === undefined) throw new Failure("not-enrolled");
    const signer = await desk.unlock(request);
    try {
      const publicKey = Buffer.from(readCardCertificate(signer).publicKeyInfo).toString("base64");
      try {
        await enterOnline(signer, publicKey, workstationCode);
      } catch (error) {
        if (!ports.isOffline(error)) throw error;
        await enterOffline(signer, publicKey, workstationCode);
      }
    } catch (error) {
      await desk.lock();
      throw error;
    }
  };
}

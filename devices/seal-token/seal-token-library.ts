import { createHash } from "node:crypto";
import { Failure } from "../../domain/failure.ts";
import { cka, ckm, cko, ckr } from "../pkcs11/pkcs11-constants.ts";
import { ignorePkcs11Errors, openPkcs11Module, Pkcs11Error, type Pkcs11Module } from "../pkcs11/pkcs11-module.ts";
import type { SealTokenSettings } from "./seal-token-contract.ts";
import { toSealTokenFailure } from "./seal-token-failures.ts";

/** DER of the object identifier of P-256. */
const p256 = Buffer.from("06082a8648ce3d030107", "hex");
const pointBytes = 65;

/** A token's library, called in the process it was loaded into; every call blocks. */
export interface SealTokenLibrary {
  makeKey(pin: string, keyId: Uint8Array, label: string): Uint8Array;
  /** Throws `seal-token-key-missing` when the token has no such key. */
  sign(pin: string, keyId: Uint8Array, bytes: Uint8Array): Uint8Array;
}

/**
 * Logs in anew for each call and out again: the token answers for whether the PIN is right, and a token that was pulled and put back
 * works again by itself. Throws `seal-token-missing`, `seal-token-pin-wrong`, `seal-token-pin-locked`, `seal-token-library-unusable`,
 * `seal-token-failed`.
 */
export function openSealTokenLibrary(settings: SealTokenSettings): SealTokenLibrary {
  const translated = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      throw toSealTokenFailure(error, settings);
    }
  };
  const module = translated(() => openPkcs11Module(settings));

  const findSlot = (): number => {
    const slot = module.slotsWithToken().find((candidate) => labelOf(module, candidate) === settings.token);
    if (slot === undefined) throw new Failure("seal-token-missing", { retryable: true, details: { token: settings.token } });
    return slot;
  };

  const loggedIn = <Result>(pin: string, isWritable: boolean, work: (session: number) => Result): Result =>
    translated(() => {
      const session = module.openSession(findSlot(), isWritable);
      try {
        logIn(module, session, pin);
        return work(session);
      } finally {
        ignorePkcs11Errors(() => module.logout(session));
        ignorePkcs11Errors(() => module.closeSession(session));
      }
    });

  return {
    makeKey: (pin, keyId, label) =>
      loggedIn(pin, true, (session) => {
        const both = { [cka.TOKEN]: true, [cka.ID]: keyId, [cka.LABEL]: Buffer.from(label, "utf8") };
        const [publicKey] = module.generateKeyPair(
          session,
          ckm.EC_KEY_PAIR_GEN,
          { ...both, [cka.EC_PARAMS]: p256, [cka.VERIFY]: true },
          { ...both, [cka.PRIVATE]: true, [cka.SENSITIVE]: true, [cka.EXTRACTABLE]: false, [cka.SIGN]: true },
        );
        return pointOf(module.attribute(session, publicKey, cka.EC_POINT), settings);
      }),
    sign: (pin, keyId, bytes) =>
      loggedIn(pin, false, (session) => {
        const [key] = module.findObjects(session, { [cka.CLASS]: cko.PRIVATE_KEY, [cka.ID]: keyId, [cka.SIGN]: true });
        if (key === undefined) throw new Failure("seal-token-key-missing", { details: { token: settings.token } });
        return module.sign(session, ckm.ECDSA, key, createHash("sha256").update(bytes).digest());
      }),
  };
}

/** Undefined for a token pulled since, or one this library does not know. */
function labelOf(module: Pkcs11Module, slot: number): string | undefined {
  try {
    return module.tokenInfo(slot).label;
  } catch (error) {
    if (error instanceof Pkcs11Error) return undefined;
    throw error;
  }
}

/** Another session of this process may be logged in: then the PIN was right before. */
function logIn(module: Pkcs11Module, session: number, pin: string): void {
  try {
    module.login(session, pin);
  } catch (error) {
    if (!(error instanceof Pkcs11Error) || error.returnValue !== ckr.USER_ALREADY_LOGGED_IN) throw error;
  }
}

/** The standard wraps the point in an OCTET STRING; some boxes give it bare. */
function pointOf(value: Buffer | undefined, { token }: SealTokenSettings): Uint8Array {
  const point = value?.length === pointBytes + 2 && value[0] === 4 && value[1] === pointBytes ? value.subarray(2) : value;
  if (point?.length !== pointBytes || point[0] !== 4) throw new Failure("seal-token-failed", { retryable: true, details: { token, reason: "CKA_EC_POINT" } });
  return point;
}

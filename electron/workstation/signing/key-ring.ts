import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import type { CertifiedKey, SigningKeyRequest } from "../../../contracts/signing-keys.ts";
import type { Person } from "../../../contracts/sync.ts";
import { publicInfoOf } from "../../../documents/signature/authority.ts";
import { readKeyOfCertificate } from "../../../documents/signature/person-certificate.ts";
import { createSoftwareSigner } from "../../../documents/signature/signer.ts";
import { Failure, isFailure } from "../../../domain/failure.ts";
import type { PersonId } from "../../../domain/ids.ts";
import type { Signer } from "../../../domain/signature/signer.ts";
import { bytesOfKeyProof, type KeyCarrier } from "../../../domain/signature/signing-trust.ts";
import { needsSigningKey } from "../../../domain/signature/who-signs.ts";
import { addMs, type Instant } from "../../../domain/time/instant.ts";
import type { Store } from "../../../db/store.ts";
import { asFailure } from "../failures.ts";

/** A key that can be signed with now. */
export interface ReadyKey {
  readonly carrier: KeyCarrier;
  readonly signer: Signer;
  /** Of the centre's authority, DER in base64. */
  readonly certificate: string;
  readonly validUntil: Instant;
}

export interface KeyRingPorts {
  now(): Instant;
  readonly store: Pick<Store, "signingKeys" | "catalogue">;
  /** Asks the centre's authority. */
  certify(personToken: string, request: SigningKeyRequest): Promise<CertifiedKey>;
  logError(error: unknown): void;
}

/**
 * The keys of who is signed in, in memory only as long as they are:
 *
 *     sign-in ──▶ the key kept here is opened by the password, or a new one made ──▶ certified, when the centre can be asked ──▶ ready
 *     card put in ──▶ its key is certified once ──▶ goes before the other until it is taken out
 *     sign-out ──▶ nothing is left of either
 */
export interface KeyRing {
  /** Never rejects: somebody without a key may sign in all the same, and is told when they sign. `personToken` when the centre answered. */
  unlock(person: Person, password: string, personToken: string | undefined): Promise<void>;
  /** For somebody who came without a password: only a card can sign for them. */
  openFor(person: Person): void;
  lock(): void;
  /**
   * Signs with the card from now on. A card used here for the first time needs the centre, and to be unlocked. Rejects with
   * `signing-key-missing`, the centre's refusal or the card's own failure; the key used before goes on being used then.
   */
  useCard(personId: PersonId, signer: Signer, personToken: string | undefined): Promise<void>;
  dropCard(): void;
  /** What the person would sign with now. */
  find(personId: PersonId): ReadyKey | undefined;
  /** Throws Failure `signing-key-missing`, `signing-key-expired`. */
  get(personId: PersonId): ReadyKey;
}

const renewedBeforeMs = 60 * 24 * 3_600_000;
/** Answers of the centre that another key would not get. */
const ownKeyIsSpent: readonly string[] = ["signing-key-revoked", "signing-key-of-another"];

interface Ring {
  personId: PersonId;
  own: ReadyKey | undefined;
  card: ReadyKey | undefined;
  problem: Failure | undefined;
}

export function createKeyRing({ now, store, certify, logError }: KeyRingPorts): KeyRing {
  const { signingKeys, catalogue } = store;
  let ring: Ring | undefined;
  /** Who signed out while their key was being made ready is signed out. */
  let turn = 0;

  const lock = (): void => {
    turn += 1;
    ring = undefined;
  };

  const ask = async (personToken: string, request: SigningKeyRequest): Promise<CertifiedKey> => {
    const answer = await certify(personToken, request);
    catalogue.addSigningTrust(answer.trust);
    return answer;
  };

  const certifyOwn = async (personId: PersonId, personToken: string, privateKey: KeyObject): Promise<CertifiedKey & { publicKey: string }> => {
    const publicKey = Buffer.from(publicInfoOf(privateKey)).toString("base64");
    const proof = await createSoftwareSigner(privateKey, []).sign(bytesOfKeyProof(personId, publicKey));
    return { ...(await ask(personToken, { carrier: "software", publicKey, proof: Buffer.from(proof).toString("base64") })), publicKey };
  };

  const makeOwn = async (personId: PersonId, password: string, personToken: string): Promise<ReadyKey> => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const certified = await certifyOwn(personId, personToken, privateKey);
    await signingKeys.keepOwn(personId, { ...certified, privateKey: privateKey.export({ type: "pkcs8", format: "der" }) }, password);
    return readyOf("software", createSoftwareSigner(privateKey, [decode(certified.certificate)]), certified);
  };

  const prepareOwn = async (personId: PersonId, password: string, personToken: string | undefined, found: Pick<Ring, "own" | "problem">): Promise<void> => {
    const kept = await signingKeys.openOwn(personId, password);
    if (kept === undefined) {
      if (personToken !== undefined) found.own = await makeOwn(personId, password, personToken);
      return;
    }
    const privateKey = createPrivateKey({ key: kept.privateKey, format: "der", type: "pkcs8" });
    const signer = createSoftwareSigner(privateKey, [decode(kept.certificate)]);
    found.own = readyOf("software", signer, kept);
    if (personToken === undefined) return;
    try {
      const certified = await certifyOwn(personId, personToken, privateKey);
      if (certified.certificate !== kept.certificate) signingKeys.renew(certified);
      found.own = readyOf("software", signer, certified);
    } catch (error) {
      if (!isFailure(error) || !ownKeyIsSpent.includes(error.code)) throw error;
      found.own = undefined;
      found.own = await makeOwn(personId, password, personToken);
    }
  };

  const find = (personId: PersonId): ReadyKey | undefined => (ring?.personId === personId ? (ring.card ?? ring.own) : undefined);

  return {
    async unlock({ personId, roles }, password, personToken) {
      lock();
      const mine = turn;
      const found: Ring = { personId, own: undefined, card: undefined, problem: undefined };
      const signsForOthers = catalogue.findDelegations().some(({ to }) => to.personId === personId);
      if (needsSigningKey(roles) || signsForOthers) {
        await prepareOwn(personId, password, personToken, found).catch((error: unknown) => {
          if (!isFailure(error)) logError(error);
          found.problem = asFailure(error);
        });
      }
      if (mine === turn) ring = found;
    },
    openFor({ personId }) {
      lock();
      ring = { personId, own: undefined, card: undefined, problem: undefined };
    },
    lock,
    async useCard(personId, signer, personToken) {
      const mine = turn;
      const [cardCertificate] = signer.certificateChain;
      if (cardCertificate === undefined || ring?.personId !== personId) throw new Failure("signing-key-missing");
      const publicKey = Buffer.from(readKeyOfCertificate(cardCertificate).publicKeyInfo).toString("base64");
      let key = signingKeys.findCard(personId, publicKey);
      const isFresh = key !== undefined && key.validUntil > addMs(now(), renewedBeforeMs);
      if (!isFresh && personToken !== undefined) {
        const proof = Buffer.from(await signer.sign(bytesOfKeyProof(personId, publicKey))).toString("base64");
        const certified = await ask(personToken, { carrier: "card", cardCertificate: Buffer.from(cardCertificate).toString("base64"), proof });
        key = { ...certified, publicKey };
        signingKeys.keepCard(personId, key);
      }
      if (key === undefined) throw new Failure("signing-key-missing");
      if (mine === turn) ring.card = readyOf("card", signer, key);
    },
    dropCard() {
      if (ring !== undefined) ring.card = undefined;
    },
    find,
    get(personId) {
      const key = find(personId);
      if (key === undefined) {
        const problem = ring?.personId === personId ? ring.problem : undefined;
        throw new Failure("signing-key-missing", { cause: problem, details: problem === undefined ? {} : { problem: problem.code } });
      }
      if (key.validUntil < now()) throw new Failure("signing-key-expired", { details: { validUntil: key.validUntil } });
      return key;
    },
  };
}

function readyOf(carrier: KeyCarrier, signer: Signer, { certificate, validUntil }: { certificate: string; validUntil: Instant }): ReadyKey {
  return { carrier, signer, certificate, validUntil };
}

function decode(base64: string): Buffer {
  return Buffer.from(base64, "base64");
}

import { createHash, verify, type X509Certificate } from "node:crypto";
import { Failure } from "../../../domain/failure.ts";
import type { SignatureAlgorithm } from "../../../domain/signature/signer.ts";
import { certificateIsX509, cka, ckf, ckm, cko, ckr } from "../../pkcs11/pkcs11-constants.ts";
import type { TokenInfo } from "../../pkcs11/pkcs11-layout.ts";
import { ignorePkcs11Errors, openPkcs11Module, Pkcs11Error } from "../../pkcs11/pkcs11-module.ts";
import { findCertificate, isForSignatures } from "../certificates.ts";
import { countInsertions } from "../insertions.ts";
import type { Pkcs11Settings } from "../library-settings.ts";
import { pinWrong } from "../pin-wrong.ts";
import type { PinState, StaffCard } from "../staff-card.ts";
import type { CardIdentity, StaffCardLibrary } from "../staff-card-library.ts";
import { toPkcs11Failure } from "./pkcs11-failures.ts";

/** DER of a DigestInfo for SHA-256, which PKCS#1 v1.5 puts before the hash. */
const sha256DigestInfo = Buffer.from("3031300d060960864801650304020105000420", "hex");

/** Answers about a session whose card was pulled. */
const endsSession: readonly number[] = [ckr.SESSION_HANDLE_INVALID, ckr.SESSION_CLOSED, ckr.DEVICE_REMOVED, ckr.TOKEN_NOT_PRESENT];

/** Cards behind PKCS#11: RSA ≥ 2048 and P-256. */
export function openPkcs11Library(settings: Pkcs11Settings): StaffCardLibrary {
  const module = translated(() => openPkcs11Module(settings));
  /** Logged in, until the card forgets: pulled, reset, locked. */
  const unlocked = new Map<string, number>();

  /** A session left open on each card, which dies when the card is pulled, also for a moment between two looks. */
  const standing = new Map<number, { readonly session: number; readonly insertion: string }>();
  const nextInsertion = countInsertions();

  const cardsBySlot = (): { readonly slot: number; readonly card: StaffCard }[] => {
    const slots = module.slotsWithToken();
    // Before any session is opened: some libraries give a dead session's number to the next.
    for (const slot of standing.keys()) if (!slots.includes(slot)) dropStanding(slot);
    return slots.flatMap((slot) => {
      const token = findToken(slot);
      const isReady = token && (token.flags & ckf.TOKEN_INITIALIZED) !== 0 && (token.flags & ckf.USER_PIN_INITIALIZED) !== 0;
      if (!isReady) return [];
      const cardId = token.serialNumber || token.label;
      const insertion = findInsertion(slot, cardId);
      return insertion === undefined ? [] : [{ slot, card: { cardId, insertion, label: token.label, pin: pinStateOf(token) } }];
    });
  };

  /** Undefined for a card pulled since, or one this library does not know: another card may lie in the reader. */
  const findToken = (slot: number): TokenInfo | undefined => unlessGone(() => module.tokenInfo(slot));

  /** Undefined for a card pulled since. One put in anew has forgotten that it was unlocked. */
  const findInsertion = (slot: number, cardId: string): string | undefined => {
    const known = standing.get(slot);
    if (known && isAlive(known.session)) return known.insertion;
    dropStanding(slot);
    forget(cardId);
    const session = unlessGone(() => module.openSession(slot));
    if (session === undefined) return undefined;
    const insertion = nextInsertion();
    standing.set(slot, { session, insertion });
    return insertion;
  };

  const dropStanding = (slot: number): void => {
    const known = standing.get(slot);
    standing.delete(slot);
    if (known) ignorePkcs11Errors(() => module.closeSession(known.session));
  };

  const isAlive = (session: number): boolean => {
    try {
      module.checkSession(session);
      return true;
    } catch (error) {
      if (!(error instanceof Pkcs11Error)) throw error;
      // What a library says that is busy, or does not know the question, is no sign of a card pulled.
      return !endsSession.includes(error.returnValue);
    }
  };

  /** Throws `staff-card-pin-refused` for one the card cannot have: asking it would cost a try. */
  const checkLength = (slot: number, pin: string): void => {
    const { shortestPin = 0, longestPin = 0 } = module.tokenInfo(slot);
    const bytes = Buffer.byteLength(pin, "utf8");
    if (bytes < shortestPin || (longestPin > 0 && bytes > longestPin)) throw new Failure("staff-card-pin-refused", { retryable: true });
  };

  const getCard = (cardId: string): { readonly slot: number; readonly card: StaffCard } => {
    const found = cardsBySlot().find(({ card }) => card.cardId === cardId);
    if (!found) throw new Failure("staff-card-missing", { retryable: true });
    return found;
  };

  const withSession = <Result>(slot: number, work: (session: number) => Result): Result => {
    const session = module.openSession(slot);
    try {
      return work(session);
    } finally {
      ignorePkcs11Errors(() => module.closeSession(session));
    }
  };

  const forget = (cardId: string): void => {
    const session = unlocked.get(cardId);
    unlocked.delete(cardId);
    if (session === undefined) return;
    ignorePkcs11Errors(() => module.logout(session));
    ignorePkcs11Errors(() => module.closeSession(session));
  };

  const findSigner = (session: number): { readonly id: Buffer; readonly certificate: X509Certificate; readonly others: readonly Buffer[] } => {
    const objects = module.findObjects(session, { [cka.CLASS]: cko.CERTIFICATE, [cka.CERTIFICATE_TYPE]: certificateIsX509 });
    const values = objects.flatMap((object) => {
      const der = module.attribute(session, object, cka.VALUE);
      return der ? [{ id: module.attribute(session, object, cka.ID) ?? Buffer.alloc(0), der, certificate: findCertificate(der) }] : [];
    });
    if (values.length === 0) throw new Failure("staff-card-certificate-missing");
    const own = values.flatMap(({ certificate, ...rest }) => (certificate && !certificate.ca ? [{ ...rest, certificate }] : []));
    const signer = own.find(({ der }) => isForSignatures(der));
    if (!signer) throw new Failure(values.every(({ certificate }) => certificate) ? "staff-card-certificate-missing" : "staff-card-certificate-unreadable");
    return { id: signer.id, certificate: signer.certificate, others: values.filter(({ der }) => der !== signer.der).map(({ der }) => der) };
  };

  return {
    list: () =>
      translated(() => {
        const cards = cardsBySlot().map(({ card }) => card);
        for (const cardId of unlocked.keys()) if (!cards.some((card) => card.cardId === cardId)) forget(cardId);
        return cards;
      }),
    identify: (cardId) =>
      translated((): CardIdentity => {
        const { certificate, others } = withSession(getCard(cardId).slot, findSigner);
        return { algorithm: algorithmOf(certificate), certificate: certificate.raw, others };
      }),
    unlock: (cardId, pin) =>
      translated(() => {
        // A second PIN is checked by the card too, not taken as right because somebody is logged in.
        forget(cardId);
        const { slot } = getCard(cardId);
        checkLength(slot, pin);
        const session = module.openSession(slot);
        try {
          logInAnew(module, session, pin);
        } catch (error) {
          ignorePkcs11Errors(() => module.closeSession(session));
          if (error instanceof Pkcs11Error && error.returnValue === ckr.PIN_INCORRECT) throw pinWrong(pinStateOf(module.tokenInfo(slot)));
          throw error;
        }
        unlocked.set(cardId, session);
      }),
    lock: (cardId) => translated(() => forget(cardId)),
    sign: (cardId, bytes) =>
      translated(() => {
        getCard(cardId);
        const session = unlocked.get(cardId);
        if (session === undefined) throw new Failure("staff-card-pin-needed", { retryable: true });
        try {
          const { id, certificate } = findSigner(session);
          const [key] = module.findObjects(session, { [cka.CLASS]: cko.PRIVATE_KEY, [cka.ID]: id, [cka.SIGN]: true });
          if (key === undefined) throw new Failure("staff-card-key-missing");
          const hash = createHash("sha256").update(bytes).digest();
          const signature = algorithmOf(certificate) === "ecdsa-p256"
            ? module.sign(session, ckm.ECDSA, key, hash)
            : module.sign(session, ckm.RSA_PKCS, key, Buffer.concat([sha256DigestInfo, hash]));
          // A card whose certificate belongs to another key would be found out only at the centre, days later after work offline.
          if (!verify("sha256", bytes, { key: certificate.publicKey, dsaEncoding: "ieee-p1363" }, signature)) throw new Failure("staff-card-signature-wrong");
          return signature;
        } catch (error) {
          if (error instanceof Pkcs11Error) forget(cardId);
          throw error;
        }
      }),
  };
}

/** Undefined when the card was pulled meanwhile. */
function unlessGone<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    const passing: readonly number[] = [ckr.TOKEN_NOT_PRESENT, ckr.TOKEN_NOT_RECOGNIZED, ckr.DEVICE_REMOVED];
    if (error instanceof Pkcs11Error && passing.includes(error.returnValue)) return undefined;
    throw error;
  }
}

function logInAnew(module: ReturnType<typeof openPkcs11Module>, session: number, pin: string): void {
  try {
    module.login(session, pin);
  } catch (error) {
    if (!(error instanceof Pkcs11Error) || error.returnValue !== ckr.USER_ALREADY_LOGGED_IN) throw error;
    module.logout(session);
    module.login(session, pin);
  }
}

function pinStateOf({ flags }: TokenInfo): PinState {
  if (flags & ckf.USER_PIN_LOCKED) return { kind: "locked" };
  if (flags & ckf.USER_PIN_FINAL_TRY) return { kind: "last" };
  return { kind: flags & ckf.USER_PIN_COUNT_LOW ? "few" : "enough" };
}

/** Throws `staff-card-key-unsupported`. */
function algorithmOf({ publicKey }: X509Certificate): SignatureAlgorithm {
  const { modulusLength = 0, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  if (publicKey.asymmetricKeyType === "rsa" && modulusLength >= 2048) return "rsa-pkcs1";
  if (publicKey.asymmetricKeyType === "ec" && namedCurve === "prime256v1") return "ecdsa-p256";
  throw new Failure("staff-card-key-unsupported", { details: { keyType: namedCurve ?? publicKey.asymmetricKeyType ?? "unknown" } });
}

function translated<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw toPkcs11Failure(error);
  }
}

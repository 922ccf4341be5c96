import { sm2 } from "sm-crypto-v2";
import { Failure } from "../../../domain/failure.ts";
import { findCertificate } from "../certificates.ts";
import { countInsertions } from "../insertions.ts";
import type { SkfSettings } from "../library-settings.ts";
import type { PinState, StaffCard } from "../staff-card.ts";
import type { CardIdentity, StaffCardLibrary } from "../staff-card-library.ts";
import { sar } from "./skf-constants.ts";
import { toSkfFailure } from "./skf-failures.ts";
import { findSm2PublicKey } from "./skf-layout.ts";
import { openSkfModule, SkfError } from "./skf-module.ts";

/**
 * A key that stays connected from the first look at it until it is pulled: connecting anew at every look would log out, with some
 * vendors, who is logged in.
 */
interface ConnectedKey {
  readonly cardId: string;
  readonly insertion: string;
  readonly label: string;
  readonly device: bigint;
  readonly application: bigint;
  /** Undefined when no container has a signing pair. */
  readonly container: bigint | undefined;
}

/** USB keys behind SKF (GM/T 0016): SM2 only. */
export function openSkfLibrary({ path, ulongBytes, application: wantedApplication }: SkfSettings): StaffCardLibrary {
  const module = translated(() => openSkfModule(path));
  const connected = new Map<string, ConnectedKey>();
  const nextInsertion = countInsertions();

  const findContainer = (application: bigint): bigint | undefined => {
    for (const name of module.containerNames(application)) {
      const container = module.openContainer(application, name);
      // Container types are not asked for: some keys give the wrong one. A pair whose public half can be had is there.
      if (hasSigningPair(container)) return container;
      module.closeContainer(container);
    }
    return undefined;
  };
  const hasSigningPair = (container: bigint): boolean => {
    try {
      return module.publicKeyBlob(container).length > 0;
    } catch (error) {
      if (isRemoval(error)) throw error;
      return false;
    }
  };

  const connect = (deviceName: string): ConnectedKey | undefined => {
    const device = module.connect(deviceName);
    const { label, serialNumber } = module.deviceInfo(device);
    const names = module.applicationNames(device).filter((name) => wantedApplication === undefined || name === wantedApplication);
    let chosen: { application: bigint; container: bigint | undefined } | undefined;
    for (const name of names) {
      const application = module.openApplication(device, name);
      const container = findContainer(application);
      if (chosen && container === undefined) {
        module.closeApplication(application);
        continue;
      }
      chosen = { application, container };
      if (container !== undefined) break;
    }
    if (chosen) return { cardId: serialNumber || deviceName, insertion: nextInsertion(), label, device, ...chosen };
    // No application of ours on it: somebody else's key.
    module.disconnect(device);
    return undefined;
  };

  const disconnect = (deviceName: string): void => {
    const key = connected.get(deviceName);
    connected.delete(deviceName);
    if (!key) return;
    ignoreErrors(() => module.clearSecureState(key.application));
    ignoreErrors(() => module.closeApplication(key.application));
    ignoreErrors(() => module.disconnect(key.device));
  };

  /** Undefined for a key pulled in this moment, or not ours. */
  const describe = (deviceName: string): StaffCard | undefined => {
    try {
      const key = connected.get(deviceName) ?? connect(deviceName);
      if (!key) return undefined;
      connected.set(deviceName, key);
      return { cardId: key.cardId, insertion: key.insertion, label: key.label, pin: pinStateOf(key) };
    } catch (error) {
      if (!isRemoval(error)) throw error;
      disconnect(deviceName);
      return undefined;
    }
  };

  const pinStateOf = ({ application }: ConnectedKey): PinState => {
    try {
      const left = module.pinTriesLeft(application);
      return left > 0 ? { kind: "tries", left } : { kind: "locked" };
    } catch (error) {
      if (error instanceof SkfError && error.returnValue === sar.NOTSUPPORTYETERR) return { kind: "enough" };
      throw error;
    }
  };

  const list = (): StaffCard[] => {
    const names = module.deviceNames();
    for (const name of connected.keys()) if (!names.includes(name)) disconnect(name);
    // Pulled and put in again since the last look: the old handle is dead, a second look connects anew.
    return names.flatMap((name) => describe(name) ?? describe(name) ?? []);
  };

  const withCard = <Result>(cardId: string, work: (key: ConnectedKey) => Result): Result =>
    translated(() => {
      list();
      const entry = [...connected].find(([, key]) => key.cardId === cardId);
      if (!entry) throw new Failure("staff-card-missing", { retryable: true });
      const [deviceName, key] = entry;
      try {
        return work(key);
      } catch (error) {
        if (isRemoval(error)) disconnect(deviceName);
        throw error;
      }
    });

  /** Throws `staff-card-certificate-missing`, `…-unreadable`, and `staff-card-signature-wrong` for another key's. */
  const getCertificate = (container: bigint, publicKey: string): Uint8Array => {
    const certificate = module.certificate(container);
    if (certificate.length === 0) throw new Failure("staff-card-certificate-missing");
    const parsed = findCertificate(certificate);
    if (!parsed) throw new Failure("staff-card-certificate-unreadable");
    if (!parsed.raw.includes(Buffer.from(publicKey, "hex"))) throw new Failure("staff-card-signature-wrong");
    return parsed.raw;
  };

  const getSigningPair = ({ container }: ConnectedKey): { readonly container: bigint; readonly publicKey: string } => {
    if (container === undefined) throw new Failure("staff-card-key-missing");
    const publicKey = findSm2PublicKey(module.publicKeyBlob(container), ulongBytes);
    if (!publicKey) throw new Failure("staff-card-key-unsupported", { details: { keyType: "skf" } });
    return { container, publicKey: `04${publicKey.x.toString("hex")}${publicKey.y.toString("hex")}` };
  };

  return {
    list: () => translated(list),
    identify: (cardId) =>
      withCard(cardId, (key): CardIdentity => {
        const { container, publicKey } = getSigningPair(key);
        return { algorithm: "sm2", certificate: getCertificate(container, publicKey), others: [] };
      }),
    unlock: (cardId, pin) =>
      withCard(cardId, ({ application }) => {
        // Whoever was logged in before is not to stay so when this PIN is wrong.
        ignoreErrors(() => module.clearSecureState(application));
        module.verifyPin(application, pin);
      }),
    lock: (cardId) => withCard(cardId, ({ application }) => module.clearSecureState(application)),
    sign: (cardId, bytes) =>
      withCard(cardId, (key) => {
        const { container, publicKey } = getSigningPair(key);
        const digest = sm2.getHash(bytes, publicKey);
        const signature = module.signSm2(container, Buffer.from(digest, "hex"));
        // As with every card: what does not fit is found here, not at the centre days later.
        if (!isSignatureRight(bytes, signature, publicKey)) throw new Failure("staff-card-signature-wrong");
        return signature;
      }),
  };
}

function isSignatureRight(bytes: Uint8Array, signature: Buffer, publicKey: string): boolean {
  try {
    return sm2.doVerifySignature(bytes, signature.toString("hex"), publicKey, { hash: true });
  } catch {
    return false;
  }
}

function isRemoval(error: unknown): boolean {
  return error instanceof SkfError && (error.returnValue === sar.DEVICE_REMOVED || error.returnValue === sar.INVALIDHANDLEERR);
}

function translated<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw toSkfFailure(error);
  }
}

/** For tidying up after a key that may be gone. */
function ignoreErrors(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof SkfError)) throw error;
  }
}

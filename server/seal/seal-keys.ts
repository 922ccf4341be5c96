import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createSoftwareSigner, type PdfSigner } from "../../documents/signature/signer.ts";
import type { KeyEncryption } from "./key-encryption.ts";

/**
 * Where the keys of seals are held. The software holder keeps them in the seals' own rows, encrypted; a box behind PKCS#11 keeps
 * them itself and answers with a name for each. A key never comes out: only signatures do.
 */
export interface SealKeyHolder {
  /** Written into the seal's row: a seal's key is asked for where it was made. */
  readonly name: string;
  /** Makes a key for a seal. `reference` is all that is kept to find it again. */
  makeKey(sealId: string): Promise<{ publicKey: KeyObject; reference: string }>;
  /** Rejects with a `Failure` of its own when the key cannot be used now. */
  openSigner(sealId: string, reference: string, certificateChain: readonly Uint8Array[]): Promise<PdfSigner>;
}

/** P-256 keys in the database, wrapped by `encryption`; in memory while in use. */
export function createSoftwareKeyHolder(encryption: KeyEncryption): SealKeyHolder {
  const opened = new Map<string, KeyObject>();
  return {
    name: "software",
    async makeKey(sealId) {
      const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const reference = await encryption.wrap(exportKey(privateKey), purposeOf(sealId));
      return { publicKey: createPublicKey(privateKey), reference };
    },
    async openSigner(sealId, reference, certificateChain) {
      const key = opened.get(reference) ?? importKey(await encryption.unwrap(reference, purposeOf(sealId)));
      opened.set(reference, key);
      return createSoftwareSigner(key, certificateChain);
    },
  };
}

export function exportKey(privateKey: KeyObject): Buffer {
  return privateKey.export({ type: "pkcs8", format: "der" });
}

export function importKey(pkcs8: Buffer): KeyObject {
  return createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
}

function purposeOf(sealId: string): string {
  return `seal ${sealId}`;
}

import { createPublicKey, verify, type KeyObject } from "node:crypto";
import { createRequire } from "node:module";
import type * as SmCrypto from "sm-crypto-v2";
import type { SignatureAlgorithm } from "../../domain/signature/signer.ts";
import { derFields, derTag, isSameBytes, readDer } from "./der.ts";
import { oid } from "./object-identifiers.ts";
import { findAlgorithm } from "./signer.ts";

/** What SM2 mixes into the hash when nobody agreed on something else (GM/T 0009). */
const usualSm2Id = "1234567812345678";

/**
 * Whether `value`, as a `Signer` answers it, is the signature over `bytes` by the key (SubjectPublicKeyInfo in DER). False for a key of another
 * kind than `algorithm` says, and for anything that is no key or no signature at all.
 */
export function isRawSignatureRight(publicKeyInfo: Uint8Array, algorithm: SignatureAlgorithm, bytes: Uint8Array, value: Uint8Array): boolean {
  if (algorithm === "sm2") return isSm2SignatureRight(publicKeyInfo, bytes, value);
  const publicKey = findPublicKey(publicKeyInfo);
  if (publicKey === undefined || findAlgorithm(publicKey) !== algorithm) return false;
  return verify("sha256", bytes, algorithm === "ecdsa-p256" ? { key: publicKey, dsaEncoding: "ieee-p1363" } : publicKey, value);
}

/** What signs with this key; undefined for a key that none of the algorithms takes. */
export function findAlgorithmOfKey(publicKeyInfo: Uint8Array): SignatureAlgorithm | undefined {
  if (findSm2Point(publicKeyInfo) !== undefined) return "sm2";
  const publicKey = findPublicKey(publicKeyInfo);
  return publicKey && findAlgorithm(publicKey);
}

function findPublicKey(publicKeyInfo: Uint8Array): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(publicKeyInfo), format: "der", type: "spki" });
  } catch {
    return undefined;
  }
}

const load = createRequire(import.meta.url);
/** Comes with the first SM2 signature: where nobody has such a card, nobody waits for it. */
let smCrypto: typeof SmCrypto | undefined;

function isSm2SignatureRight(publicKeyInfo: Uint8Array, bytes: Uint8Array, value: Uint8Array): boolean {
  const point = findSm2Point(publicKeyInfo);
  if (point === undefined || value.length !== 64) return false;
  try {
    smCrypto ??= load("sm-crypto-v2") as typeof SmCrypto;
    return smCrypto.sm2.doVerifySignature(Uint8Array.from(bytes), Buffer.from(value).toString("hex"), point, { hash: true, userId: usualSm2Id });
  } catch {
    // The library throws where it might say no.
    return false;
  }
}

/** The uncompressed point as hexadecimal; Node and Electron's own cryptography do not both open an SM2 key. */
function findSm2Point(publicKeyInfo: Uint8Array): string | undefined {
  try {
    const [algorithm, point] = derFields(readDer(publicKeyInfo, derTag.sequence), [derTag.sequence, derTag.bitString]);
    const isSm2 = isSameBytes(algorithm.content, Buffer.concat([oid.ecPublicKey, oid.sm2Curve]));
    return isSm2 && point.content.length === 66 && point.content[0] === 0 ? Buffer.from(point.content.subarray(1)).toString("hex") : undefined;
  } catch {
    return undefined;
  }
}

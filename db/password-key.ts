import { createCipheriv, createDecipheriv, scrypt } from "node:crypto";
import { hashRaw } from "@node-rs/argon2";

/** How a key is derived from a password. Whatever is kept under one says which, so that what an earlier version kept still opens. */
export type Derivation = "argon2id" | "scrypt";

export const presentDerivation = "argon2id" as const satisfies Derivation;

const keyBytes = 32;
/** RFC 9106's choice for PCs: 64 MiB, three passes, four lanes. Dear to guess with, quick to sign in with: docs/adr/0010. */
const argon2id = { algorithm: 2, memoryCost: 1 << 16, timeCost: 3, parallelism: 4, outputLen: keyBytes };
/** Before that; for what was kept by then. */
const scryptCost = { N: 1 << 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };
const nonceBytes = 12;
const tagBytes = 16;

/** 32 bytes that only who knows the password can derive. The same text typed with another input method is the same password. */
export function derivePasswordKey(password: string, salt: Buffer, derivation: Derivation = presentDerivation): Promise<Buffer> {
  const text = password.normalize("NFKC");
  if (derivation === "argon2id") return hashRaw(text, { ...argon2id, salt });
  return new Promise((resolve, reject) => {
    scrypt(text, salt, keyBytes, scryptCost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** A secret under a password, AES-256-GCM; all in hexadecimal. */
export interface SealedSecret {
  /** Absent in those sealed before there was another than scrypt. */
  derivation?: Derivation;
  salt: string;
  nonce: string;
  /** With the tag behind. */
  box: string;
}

/** `boundTo` must be given again to open it: a row moved to somebody else's name opens for nobody. */
export async function sealSecret(secret: Uint8Array, password: string, boundTo: string, randomBytes: (count: number) => Buffer): Promise<SealedSecret> {
  const [salt, nonce] = [randomBytes(16), randomBytes(nonceBytes)];
  const cipher = createCipheriv("aes-256-gcm", await derivePasswordKey(password, salt), nonce).setAAD(Buffer.from(boundTo));
  const box = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  return { derivation: presentDerivation, salt: salt.toString("hex"), nonce: nonce.toString("hex"), box: box.toString("hex") };
}

/** Undefined for another password, another owner or a changed row. */
export async function openSecret({ derivation = "scrypt", salt, nonce, box }: SealedSecret, password: string, boundTo: string): Promise<Buffer | undefined> {
  const key = await derivePasswordKey(password, Buffer.from(salt, "hex"), derivation);
  const bytes = Buffer.from(box, "hex");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "hex"), { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(boundTo)).setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]);
  } catch {
    return undefined;
  }
}

import { createCipheriv, createDecipheriv, scrypt } from "node:crypto";

/** About 64 MiB and a tenth of a second: dear to guess with, bearable to sign in with. */
const cost = { N: 1 << 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** 32 bytes that only who knows the password can derive. The same text typed with another input method is the same password. */
export function derivePasswordKey(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, keyBytes, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** A secret under a password, AES-256-GCM; all in hexadecimal. */
export interface SealedSecret {
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
  return { salt: salt.toString("hex"), nonce: nonce.toString("hex"), box: box.toString("hex") };
}

/** Undefined for another password, another owner or a changed row. */
export async function openSecret({ salt, nonce, box }: SealedSecret, password: string, boundTo: string): Promise<Buffer | undefined> {
  const key = await derivePasswordKey(password, Buffer.from(salt, "hex"));
  const bytes = Buffer.from(box, "hex");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "hex"), { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(boundTo)).setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]);
  } catch {
    return undefined;
  }
}

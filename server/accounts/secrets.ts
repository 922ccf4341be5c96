import { createHash, randomBytes, scrypt as scryptWithCallback, timingSafeEqual, type ScryptOptions } from "node:crypto";
import { promisify } from "node:util";

const scrypt = promisify<string, Buffer, number, ScryptOptions, Buffer>(scryptWithCallback);

/** About 32 MB and a tenth of a second for each guess. Written into every hash, so it may be raised for new passwords. */
const cost = { N: 2 ** 15, r: 8, p: 1 };
const keyLength = 32;

/** `scrypt$N$r$p$salt$key`, salt and key as base64url. */
export async function hashPassword(password: string, salt = randomBytes(16), { N, r, p } = cost): Promise<string> {
  const key = await derive(password, salt, { N, r, p });
  return ["scrypt", N, r, p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

export async function isPasswordRight(password: string, passwordHash: string): Promise<boolean> {
  const [kind, N, r, p, salt, key] = passwordHash.split("$");
  if (kind !== "scrypt" || salt === undefined || key === undefined) throw new Error("not a password hash");
  const derived = await derive(password, Buffer.from(salt, "base64url"), { N: Number(N), r: Number(r), p: Number(p) });
  return timingSafeEqual(derived, Buffer.from(key, "base64url"));
}

/** 256 bits as text. */
export function makeToken(randomBytes: (length: number) => Buffer): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a token: it is long and random, so a plain hash is enough, and a stolen database opens nothing. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The same text typed with another input method is the same password. */
function derive(password: string, salt: Buffer, options: typeof cost): Promise<Buffer> {
  return scrypt(password.normalize("NFKC"), salt, keyLength, { ...options, maxmem: 256 * options.N * options.r });
}

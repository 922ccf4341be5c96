import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { derFields, derTag, readDer } from "./der.ts";
import { createSoftwareSigner, type PdfSignatureAlgorithm } from "./signer.ts";
import { findAlgorithmOfKey, isRawSignatureRight } from "./raw-signature.ts";

const message = Buffer.from("同意。准予许可。", "utf8");
const folder = mkdtempSync(join(tmpdir(), "raw-signature-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Signed {
  publicKeyInfo: Uint8Array;
  value: Uint8Array;
}

async function bySoftware(algorithm: PdfSignatureAlgorithm): Promise<Signed> {
  const pair = algorithm === "rsa-pkcs1" ? generateKeyPairSync("rsa", { modulusLength: 2048 }) : generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { publicKeyInfo: pair.publicKey.export({ type: "spki", format: "der" }), value: await createSoftwareSigner(pair.privateKey, []).sign(message) };
}

/** The OpenSSL command line is what SM2 is measured by: Node's own cryptography cannot be told the signer's id. */
function byOpenssl(id: string): Signed {
  const file = (name: string): string => join(folder, name);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: "pipe" });
  openssl("genpkey", "-algorithm", "SM2", "-out", file("key.pem"));
  openssl("pkey", "-in", file("key.pem"), "-pubout", "-outform", "DER", "-out", file("public.der"));
  writeFileSync(file("message"), message);
  openssl("pkeyutl", "-sign", "-rawin", "-digest", "sm3", "-inkey", file("key.pem"), "-in", file("message"), "-out", file("signature"), "-pkeyopt", `distid:${id}`);
  const halves = derFields(readDer(readFileSync(file("signature")), derTag.sequence), [derTag.integer, derTag.integer]);
  const raw = halves.map(({ content }) => Buffer.concat([Buffer.alloc(32), content]).subarray(-32));
  return { publicKeyInfo: readFileSync(file("public.der")), value: Buffer.concat(raw) };
}

describe.each(["rsa-pkcs1", "ecdsa-p256", "sm2"] as const)("a %s signature", (algorithm) => {
  const make = async (): Promise<Signed> => (algorithm === "sm2" ? byOpenssl("1234567812345678") : bySoftware(algorithm));

  it("is right over its own bytes by its own key, and no other way", async () => {
    const { publicKeyInfo, value } = await make();
    const other = await make();
    expect(findAlgorithmOfKey(publicKeyInfo)).toBe(algorithm);
    expect(isRawSignatureRight(publicKeyInfo, algorithm, message, value)).toBe(true);
    expect(isRawSignatureRight(other.publicKeyInfo, algorithm, message, value)).toBe(false);
    for (const named of ["rsa-pkcs1", "ecdsa-p256", "sm2"] as const) {
      if (named !== algorithm) expect(isRawSignatureRight(publicKeyInfo, named, message, value)).toBe(false);
    }
  });

  it("is wrong with any byte of the message or of itself changed", async () => {
    const { publicKeyInfo, value } = await make();
    const parts = { message, value };
    fc.assert(
      fc.property(fc.constantFrom("message", "value"), fc.nat(), fc.integer({ min: 1, max: 255 }), (part, at, change) => {
        const bytes = Buffer.from(parts[part]);
        const place = at % bytes.length;
        bytes[place] = bytes[place]! ^ change;
        const changed = { ...parts, [part]: bytes };
        expect(isRawSignatureRight(publicKeyInfo, algorithm, changed.message, changed.value)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it("is wrong when it is no signature at all", async () => {
    const { publicKeyInfo } = await make();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (junk) => {
        expect(isRawSignatureRight(publicKeyInfo, algorithm, message, junk)).toBe(false);
        expect(isRawSignatureRight(junk, algorithm, message, junk)).toBe(false);
      }),
      { numRuns: 40 },
    );
  });
});

it("an SM2 signature under another signer's id is not ours", () => {
  const { publicKeyInfo, value } = byOpenssl("8765432187654321");
  expect(isRawSignatureRight(publicKeyInfo, "sm2", message, value)).toBe(false);
});

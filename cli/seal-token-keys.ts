import { createPublicKey, verify, X509Certificate, type KeyObject } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createNativeProcess } from "../devices/native-process/native-process.ts";
import { startNodeNativeChild } from "../devices/native-process/node-native-child.ts";
import { createNativeSealToken, type SealToken } from "../devices/seal-token/native-seal-token.ts";
import { sealTokenContract } from "../devices/seal-token/seal-token-contract.ts";
import { Failure } from "../domain/failure.ts";
import type { SealKeyHolder } from "../server/seal/seal-keys.ts";

/** A token for the seals' keys, as the command line names it. */
export interface SealTokenChoice {
  /** The vendor's PKCS#11 library. */
  readonly libraryPath: string;
  readonly token: string;
  readonly pinFile: string;
}

/** Seals' keys in a PKCS#11 token: made there, never out of it. `close` ends the library's process. */
export function openSealTokenKeys({ libraryPath, token, pinFile }: SealTokenChoice): SealKeyHolder & { close(): void } {
  const library = createNativeProcess(sealTokenContract, {
    driver: "seal-token",
    launch: () => startNodeNativeChild({ scriptPath: join(import.meta.dirname, "../devices/native-main.ts"), onOutput: (text) => console.error(text) }),
    nowMs: () => performance.now(),
    logError: (where, error) => console.error(where, error),
  });
  return { ...holderOf(createNativeSealToken(library, { path: libraryPath, token }, () => readPin(pinFile)), token), close: library.stop };
}

function holderOf(token: SealToken, label: string): SealKeyHolder {
  return {
    name: `pkcs11 ${label}`,
    async makeKey(sealId) {
      const keyId = Buffer.from(sealId.replaceAll("-", ""), "hex");
      return { publicKey: publicKeyOf(await token.makeKey(keyId, `yichuang seal ${sealId}`)), reference: keyId.toString("hex") };
    },
    openSigner: (_sealId, reference, certificateChain) =>
      Promise.resolve({
        algorithm: "ecdsa-p256",
        certificateChain,
        async sign(bytes) {
          const signature = await token.sign(Buffer.from(reference, "hex"), bytes);
          const { publicKey } = new X509Certificate(certificateChain[0] ?? new Uint8Array());
          // A document sealed by another key than its certificate's would be found out by whoever verifies it, when it is too late.
          if (!verify("sha256", bytes, { key: publicKey, dsaEncoding: "ieee-p1363" }, signature)) throw new Failure("seal-token-key-wrong", { details: { token: label } });
          return signature;
        },
      }),
  };
}

function publicKeyOf(point: Uint8Array): KeyObject {
  const part = (start: number): string => Buffer.from(point.subarray(start, start + 32)).toString("base64url");
  return createPublicKey({ key: { kty: "EC", crv: "P-256", x: part(1), y: part(33) }, format: "jwk" });
}

/** Read for each use: whoever mends a wrong PIN need not start the centre anew. Throws `seal-token-pin-unreadable`. */
async function readPin(file: string): Promise<string> {
  const pin = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new Failure("seal-token-pin-unreadable", { retryable: true, details: { file }, cause });
  });
  if (pin.trim() === "") throw new Failure("seal-token-pin-unreadable", { retryable: true, details: { file } });
  return pin.trim();
}

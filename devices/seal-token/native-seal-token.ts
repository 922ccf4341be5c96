import { Failure, isFailure } from "../../domain/failure.ts";
import type { NativeProcess } from "../native-process/native-process.ts";
import type { sealTokenContract, SealTokenSettings } from "./seal-token-contract.ts";
import { toSealTokenFailure } from "./seal-token-failures.ts";

/** A token that keeps seals' private keys. Every call may fail with the codes of `openSealTokenLibrary`, and what `readPin` throws. */
export interface SealToken {
  /** The new key's public point, uncompressed. */
  makeKey(keyId: Uint8Array, label: string): Promise<Uint8Array>;
  /** ECDSA with P-256 over the SHA-256 of `bytes`: r and s. */
  sign(keyId: Uint8Array, bytes: Uint8Array): Promise<Uint8Array>;
  stop(): void;
}

/**
 * The token's library runs in `process`, a process of its own: one that crashes or hangs takes no centre with it. A PIN the token has
 * refused is never tried again, however often a paper is: a token locks after a few wrong ones.
 */
export function createNativeSealToken(process: NativeProcess<typeof sealTokenContract>, token: SealTokenSettings, readPin: () => Promise<string>): SealToken {
  let refused: string | undefined;
  const withPin = async <Answer>(ask: (pin: string) => Promise<Answer>): Promise<Answer> => {
    const pin = await readPin();
    if (pin === refused) throw new Failure("seal-token-pin-wrong", { retryable: true, details: { token: token.token } });
    try {
      return await ask(pin);
    } catch (error) {
      if (isFailure(error, "seal-token-pin-wrong")) refused = pin;
      throw toSealTokenFailure(error, token);
    }
  };
  return {
    makeKey: (keyId, label) => withPin(async (pin) => (await process.call("seal-token.makeKey", { token, pin, keyId, label })).publicPoint),
    sign: (keyId, bytes) => withPin(async (pin) => (await process.call("seal-token.sign", { token, pin, keyId, bytes })).signature),
    stop: process.stop,
  };
}

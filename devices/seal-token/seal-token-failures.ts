import { Failure, isFailure } from "../../domain/failure.ts";
import { ckr } from "../pkcs11/pkcs11-constants.ts";
import { Pkcs11Error } from "../pkcs11/pkcs11-module.ts";
import { VendorLibraryError } from "../vendor-library/load-library.ts";
import type { SealTokenSettings } from "./seal-token-contract.ts";

const codeOf: ReadonlyMap<number, string> = new Map([
  [ckr.DEVICE_REMOVED, "seal-token-missing"],
  [ckr.TOKEN_NOT_PRESENT, "seal-token-missing"],
  [ckr.SLOT_ID_INVALID, "seal-token-missing"],
  [ckr.PIN_INCORRECT, "seal-token-pin-wrong"],
  [ckr.PIN_INVALID, "seal-token-pin-wrong"],
  [ckr.PIN_LEN_RANGE, "seal-token-pin-wrong"],
  [ckr.PIN_LOCKED, "seal-token-pin-locked"],
]);

/** What a token's trouble means to whoever keeps the seal: nothing was sealed, and nothing is lost. Bugs pass through. */
export function toSealTokenFailure(error: unknown, { path, token }: SealTokenSettings): unknown {
  if (error instanceof Pkcs11Error) {
    const code = codeOf.get(error.returnValue);
    if (code !== undefined) return new Failure(code, { retryable: true, details: { token }, cause: error });
    return failed(token, `${error.functionName} 0x${error.returnValue.toString(16)}`, error);
  }
  if (error instanceof VendorLibraryError) return new Failure("seal-token-library-unusable", { details: { path, reason: error.reason }, cause: error });
  if (!isFailure(error) || error.code.startsWith("seal-token-")) return error;
  return failed(token, error.code, error);
}

function failed(token: string, reason: string, cause: Error): Failure {
  return new Failure("seal-token-failed", { retryable: true, details: { token, reason }, cause });
}

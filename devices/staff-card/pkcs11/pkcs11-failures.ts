import { Failure } from "../../../domain/failure.ts";
import { ckr } from "../../pkcs11/pkcs11-constants.ts";
import { Pkcs11Error } from "../../pkcs11/pkcs11-module.ts";
import { toLibraryFailure } from "../library-failure.ts";

const codeOf: ReadonlyMap<number, string> = new Map([
  [ckr.DEVICE_REMOVED, "staff-card-removed"],
  [ckr.TOKEN_NOT_PRESENT, "staff-card-removed"],
  [ckr.SLOT_ID_INVALID, "staff-card-removed"],
  [ckr.PIN_LOCKED, "staff-card-pin-locked"],
  [ckr.PIN_INVALID, "staff-card-pin-refused"],
  [ckr.PIN_LEN_RANGE, "staff-card-pin-refused"],
  [ckr.PIN_EXPIRED, "staff-card-pin-expired"],
  [ckr.USER_PIN_NOT_INITIALIZED, "staff-card-pin-expired"],
  [ckr.USER_NOT_LOGGED_IN, "staff-card-pin-needed"],
  // A session the card has forgotten: it was pulled and put in again, or reset by another program.
  [ckr.SESSION_CLOSED, "staff-card-pin-needed"],
  [ckr.SESSION_HANDLE_INVALID, "staff-card-pin-needed"],
  [ckr.KEY_HANDLE_INVALID, "staff-card-pin-needed"],
  // What a card answers that another program holds: libraries differ.
  [ckr.DEVICE_ERROR, "staff-card-busy"],
  [ckr.DEVICE_MEMORY, "staff-card-busy"],
  [ckr.SESSION_COUNT, "staff-card-busy"],
  [ckr.FUNCTION_CANCELED, "staff-card-cancelled"],
]);

const permanent: ReadonlySet<string> = new Set(["staff-card-pin-locked", "staff-card-pin-expired"]);

/** What a library's return value means; `staff-card-failed` with function and number for one nobody expects. */
export function toPkcs11Failure(error: unknown): unknown {
  if (!(error instanceof Pkcs11Error)) return toLibraryFailure(error);
  const code = codeOf.get(error.returnValue);
  if (code !== undefined) return new Failure(code, { retryable: !permanent.has(code), cause: error });
  return new Failure("staff-card-failed", {
    retryable: true,
    details: { operation: error.functionName, status: `0x${error.returnValue.toString(16).padStart(8, "0")}` },
    cause: error,
  });
}

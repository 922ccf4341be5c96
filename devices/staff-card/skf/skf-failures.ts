import { Failure } from "../../../domain/failure.ts";
import { sar } from "./skf-constants.ts";
import { SkfError } from "./skf-module.ts";
import { toLibraryFailure } from "../library-failure.ts";
import { pinWrong } from "../pin-wrong.ts";

const codeOf: ReadonlyMap<number, string> = new Map([
  [sar.DEVICE_REMOVED, "staff-card-removed"],
  [sar.INVALIDHANDLEERR, "staff-card-removed"],
  [sar.PIN_LOCKED, "staff-card-pin-locked"],
  [sar.PIN_INVALID, "staff-card-pin-refused"],
  [sar.PIN_LEN_RANGE, "staff-card-pin-refused"],
  [sar.USER_PIN_NOT_INITIALIZED, "staff-card-pin-expired"],
  [sar.USER_NOT_LOGGED_IN, "staff-card-pin-needed"],
  [sar.KEYNOTFOUNTERR, "staff-card-key-missing"],
  [sar.CERTNOTFOUNTERR, "staff-card-certificate-missing"],
  [sar.TIMEOUTERR, "staff-card-busy"],
]);

const permanent: ReadonlySet<string> = new Set(["staff-card-pin-locked", "staff-card-pin-expired", "staff-card-key-missing", "staff-card-certificate-missing"]);

/** What a library's return value means; `staff-card-failed` with function and number for one nobody expects. */
export function toSkfFailure(error: unknown): unknown {
  if (!(error instanceof SkfError)) return toLibraryFailure(error);
  const { functionName, returnValue, triesLeft } = error;
  if (returnValue === sar.PIN_INCORRECT) return pinWrong(triesLeft ? { kind: "tries", left: triesLeft } : { kind: "locked" });
  // The standard has no word for a key another program holds; libraries say no more than that connecting failed.
  const code = functionName === "SKF_ConnectDev" && returnValue === sar.FAIL ? "staff-card-busy" : codeOf.get(returnValue);
  if (code !== undefined) return new Failure(code, { retryable: !permanent.has(code), cause: error });
  return new Failure("staff-card-failed", { retryable: true, details: { operation: functionName, status: `0x${returnValue.toString(16).padStart(8, "0")}` }, cause: error });
}

import { Failure } from "../../domain/failure.ts";
import { VendorLibraryError } from "../vendor-library/load-library.ts";

/** `staff-card-library-missing`, `-unusable` or `-wrong` for a vendor's file that is of no use; anything else as it is. */
export function toLibraryFailure(error: unknown): unknown {
  if (!(error instanceof VendorLibraryError)) return error;
  const { problem, path, reason } = error;
  return new Failure(`staff-card-library-${problem}`, { details: { path, ...(problem === "unusable" && { reason }) }, cause: error });
}

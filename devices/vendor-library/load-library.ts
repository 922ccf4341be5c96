import { existsSync } from "node:fs";
import koffi, { type LibraryHandle } from "koffi";

/** `unusable`: this system cannot load it (built for another processor, lacking a library of its own, damaged). `wrong`: it loads and does not speak the interface it is set to. */
export type LibraryProblem = "missing" | "unusable" | "wrong";

/** A vendor's file that is of no use. Whoever asked for it makes a Failure of their own of it. */
export class VendorLibraryError extends Error {
  readonly problem: LibraryProblem;
  readonly path: string;
  /** As the system puts it; empty for one that is not there. */
  readonly reason: string;

  constructor(problem: LibraryProblem, path: string, cause?: unknown) {
    const reason = cause === undefined ? "" : cause instanceof Error ? cause.message : String(cause);
    super(`${path}: ${problem} ${reason}`, { cause });
    this.problem = problem;
    this.path = path;
    this.reason = reason;
  }
}

/** koffi unloads a library whose handle is collected, although functions found through its pointers still call into it. */
const loaded: LibraryHandle[] = [];

/** Loads a vendor's library into this process. Throws `VendorLibraryError`. */
export function loadVendorLibrary(path: string): LibraryHandle {
  if (!existsSync(path)) throw new VendorLibraryError("missing", path);
  try {
    // `deep`: libraries that bring OpenSSL must find their own, not the one inside Node or Electron.
    const library = koffi.load(path, { deep: true });
    loaded.push(library);
    return library;
  } catch (cause) {
    throw new VendorLibraryError("unusable", path, cause);
  }
}

import { existsSync } from "node:fs";
import koffi, { type LibraryHandle } from "koffi";
import { Failure } from "../../domain/failure.ts";

/** koffi unloads a library whose handle is collected, although functions found through its pointers still call into it. */
const loaded: LibraryHandle[] = [];

/**
 * Loads a vendor's library into this process. Throws `staff-card-library-missing`, or `staff-card-library-unusable` for a file this system
 * cannot load: built for another processor, lacking a library of its own, damaged.
 */
export function loadVendorLibrary(path: string): LibraryHandle {
  if (!existsSync(path)) throw new Failure("staff-card-library-missing", { details: { path } });
  try {
    // `deep`: libraries that bring OpenSSL must find their own, not the one inside Node or Electron.
    const library = koffi.load(path, { deep: true });
    loaded.push(library);
    return library;
  } catch (cause) {
    throw new Failure("staff-card-library-unusable", { details: { path, reason: cause instanceof Error ? cause.message : String(cause) }, cause });
  }
}

/** A file that loads but does not speak the interface it is set to. */
export function wrongLibrary(path: string, cause?: unknown): Failure {
  return new Failure("staff-card-library-wrong", { details: { path }, cause });
}

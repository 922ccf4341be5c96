import type { Catalogue, PullResponse, PushRequest, PushResponse } from "../contracts/sync.ts";
import type { Sha256 } from "../domain/ids.ts";

/** Where the centre is and as which device it is spoken to. */
export interface CentreAccess {
  centreUrl: string;
  deviceToken: string;
}

export interface FilePart {
  sha256: Sha256;
  offset: number;
  /** Of the whole file. */
  length: number;
  bytes: Uint8Array;
}

/**
 * How the loop talks to the centre (`contracts/sync.ts`). Every call throws a Failure: `centre-unreachable` (retryable) when
 * there was no answer, otherwise the code the centre answered with. `signal` breaks a call off.
 */
export interface SyncTransport {
  /** Undefined when it is still the one `etag` names. */
  fetchCatalogue(access: CentreAccess, etag: string | undefined, signal: AbortSignal): Promise<{ catalogue: Catalogue; etag: string | undefined } | undefined>;
  push(access: CentreAccess, request: PushRequest, signal: AbortSignal): Promise<PushResponse>;
  pull(access: CentreAccess, query: { cursor: string; limit: number }, signal: AbortSignal): Promise<PullResponse>;
  /** Which of these the centre has not got whole, and from which byte on. */
  findMissingFiles(access: CentreAccess, sha256s: readonly Sha256[], signal: AbortSignal): Promise<{ sha256: Sha256; offset: number }[]>;
  /** @throws Failure `file-offset-wrong` with `offset` in its details; `file-content-wrong`; `file-not-a-page` */
  sendFilePart(access: CentreAccess, part: FilePart, signal: AbortSignal): Promise<{ offset: number; isComplete: boolean }>;
  /** Calls `onChanged` whenever a pull would bring something; ends only by failing. */
  watch(access: CentreAccess, onChanged: () => void, signal: AbortSignal): Promise<never>;
}

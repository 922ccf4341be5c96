import type { z } from "zod";
import type { scanningChannels } from "../../../contracts/ipc/scanning.ts";
import type { PageId, Sha256 } from "../../../domain/ids.ts";
import type { Instant } from "../../../domain/time/instant.ts";
import { preparePage, type PageMode } from "../../../scanner/pipeline/prepare-page.ts";
import { pageOf } from "./page-of.ts";
import { scanOf } from "./scan-of.ts";

type Channel = (typeof scanningChannels)["scans.preparePicture"];

export interface PreparePicturePorts {
  readonly mode: PageMode;
  now(): Instant;
  newId(): string;
  /** Throws a Failure when the disk is full; nothing of the page is kept then. */
  keepPage(sha256: Sha256, jpeg: Uint8Array): void;
}

/**
 * One picture made into a page and kept on the disk, for a command that names a page of its own (the signature of a hand-over).
 * No case changes. Throws Failures `page-…` and those of the store.
 */
export async function preparePicture(picture: z.output<Channel["input"]>, ports: PreparePicturePorts): Promise<z.output<Channel["output"]>> {
  const prepared = await preparePage(scanOf(picture), { mode: ports.mode });
  const page = pageOf(prepared, { pageId: ports.newId() as PageId, scannedAt: ports.now(), source: picture.name });
  ports.keepPage(page.sha256, prepared.jpeg);
  return { page, warnings: [...prepared.warnings] };
}

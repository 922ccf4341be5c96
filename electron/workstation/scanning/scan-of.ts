import type { z } from "zod";
import type { scanningChannels } from "../../../contracts/ipc/scanning.ts";
import type { ScanInput } from "../../../scanner/pipeline/scan-input.ts";

type Picture = z.output<(typeof scanningChannels)["scans.preparePicture"]["input"]>;

/** A picture of a page as the pipeline takes it; whether a file was taken by a camera, the file tells. */
export function scanOf({ name, bytes, origin }: Picture): ScanInput {
  return { name, bytes, isStraight: origin === "signature", ...(origin !== "file" && { isFromCamera: origin === "camera" }) };
}

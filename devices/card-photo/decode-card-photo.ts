import { longestPictureBytes, pictureOf } from "./picture-of.ts";
import { runDecoder, type DecoderRun } from "./run-decoder.ts";

/** A decoder needs a fraction of a second; an old PC may take long to load one. */
const defaultLimitMs = 10_000;

/**
 * The photo on an identity card as a PNG, by a vendor's decoder. The WLT format is not published, so nothing here looks inside it.
 * Throws the Failures of `runDecoder` and `pictureOf`.
 */
export async function decodeCardPhoto(run: Pick<DecoderRun, "command" | "photoWlt" | "temporaryFolder" | "signal">, limitMs = defaultLimitMs): Promise<Uint8Array> {
  return pictureOf(await runDecoder({ ...run, limitMs, longestAnswerBytes: longestPictureBytes }));
}

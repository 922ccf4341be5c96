import { z } from "zod";
import { photoWltSchema } from "../../domain/case/application.ts";

const decoderSchema = z.object({
  /** The program that decodes card photos, with what it is called with (`{file}` for the photo's file); null without one. */
  command: z.string().trim().min(1).max(500).nullable(),
});

export const cardPhotoChannels = {
  "cardPhotos.decoder": { input: z.object({}), output: decoderSchema },
  /** Without a command what this PC was started with holds again, if anything. */
  "cardPhotos.configure": { input: decoderSchema, output: decoderSchema },
  /** The photo as a `data:` URL; Failures `card-photo-…` say why there is none. */
  "cardPhotos.decode": { input: z.object({ photoWlt: photoWltSchema }), output: z.object({ pictureUrl: z.string() }) },
} as const;

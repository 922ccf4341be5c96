import { z } from "zod";
import { pageIdSchema, sha256Schema } from "../ids.ts";
import { instantSchema } from "../time/instant.ts";

/** Clockwise turn shown and exported; the picture's bytes never change, so turning loses nothing. */
export const turnDegreesSchema = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]);
export type TurnDegrees = z.infer<typeof turnDegreesSchema>;

/** A scanned page that obeys R-SCAN-1, named by its content. */
export const pageSchema = z.object({
  pageId: pageIdSchema,
  sha256: sha256Schema,
  byteLength: z.int().min(1).max(90_000),
  width: z.int().min(480).max(1600),
  height: z.int().min(480).max(1600),
  turnDegrees: turnDegreesSchema,
  isBlank: z.boolean(),
  scannedAt: instantSchema,
  /** Device or file the page came from, for the record. */
  source: z.string().max(200),
});
export type Page = z.infer<typeof pageSchema>;

import { z } from "zod";

/** Content of a file or picture, as it crosses between page and workstation process. */
export const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

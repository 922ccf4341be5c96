import { z } from "zod";

/** A vendor's library and what differs between vendors. */
export const staffCardLibrarySettingsSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("pkcs11"),
    path: z.string().min(1),
    /** Structures without gaps between their fields, as the standard wants on Windows; left out: as usual on this system. */
    isPacked: z.boolean().optional(),
  }),
  z.object({
    kind: z.literal("skf"),
    path: z.string().min(1),
    /**
     * GM/T 0016 says 32 bits for ULONG; some vendors' 64-bit Linux libraries take `unsigned long`, which is 64. Left out: told by the
     * size of the structures the library gives.
     */
    ulongBytes: z.union([z.literal(4), z.literal(8)]).optional(),
    /** The application on the key that holds the signing container; left out: the first that has one. */
    application: z.string().min(1).optional(),
  }),
]);
export type StaffCardLibrarySettings = z.output<typeof staffCardLibrarySettingsSchema>;
export type Pkcs11Settings = Extract<StaffCardLibrarySettings, { kind: "pkcs11" }>;
export type SkfSettings = Extract<StaffCardLibrarySettings, { kind: "skf" }>;

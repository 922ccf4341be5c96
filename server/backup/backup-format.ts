import { z } from "zod";
import { sha256Schema } from "../../domain/ids.ts";
import { instantSchema } from "../../domain/time/instant.ts";
import { keyParametersSchema } from "./backup-cipher.ts";

/**
 * A backup is a folder: `manifest.json`, `tables/NAME.jsonl` with one row a line (a JSON array of the columns as PostgreSQL
 * writes them as text, or null), and `files/SHA256`. It is the same for every version of PostgreSQL, so what was saved from the
 * embedded one can be restored into another.
 *
 * An encrypted one holds the same files under `data/`, each encrypted under a name that tells nothing (`backup-cipher.ts`), and
 * `backup.json`, in the clear, with what the key is made of besides the passphrase.
 */
export const backupFormat = 1;
export const encryptedFormat = 2;
export const headerName = "backup.json";

export const encryptionHeaderSchema = z.object({
  format: z.literal(encryptedFormat),
  createdAt: instantSchema,
  key: keyParametersSchema,
  /** Tells a wrong passphrase before anything is read. */
  keyCheck: z.string(),
});
export type EncryptionHeader = z.infer<typeof encryptionHeaderSchema>;

export const manifestName = "manifest.json";

export const manifestSchema = z.object({
  format: z.literal(backupFormat),
  createdAt: instantSchema,
  /** Number of the newest migration the database had. */
  schemaVersion: z.int().min(1),
  tables: z.array(
    z.object({
      name: z.string().regex(/^[a-z_]+$/),
      columns: z.array(z.object({ name: z.string().regex(/^[a-z_0-9]+$/), type: z.string().regex(/^[a-z ]+(\[\])?$/) })),
      rowCount: z.int(),
      sha256: sha256Schema,
    }),
  ),
  files: z.array(z.object({ sha256: sha256Schema, byteLength: z.int() })),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const tableFile = (name: string): string => `tables/${name}.jsonl`;
export const contentFile = (sha256: string): string => `files/${sha256}`;

/** In an order in which every row finds what it refers to. */
export const tablesInOrder = [
  "settings",
  "counters",
  "offices",
  "document_templates",
  "template_versions",
  "people",
  "sign_in_failures",
  "workstations",
  "enrolment_codes",
  "person_tokens",
  "card_challenges",
  "workstation_people",
  "delegations",
  "audit",
  "item_versions",
  "calendars",
  "cases",
  "events",
  "commands",
  "feed_heads",
  "feed",
  "case_files",
  "authorities",
  "signing_keys",
  "seals",
  "seal_uses",
  "seal_use_heads",
  "registers",
  "register_counters",
  "register_entries",
  "certificates",
  "certificate_sheets",
  "sealed_files",
  "messages",
  "due_papers",
  "record_seals",
  "record_checks",
] as const;

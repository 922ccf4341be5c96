import type { FontBook } from "../documents/fonts/font-book.ts";
import type { Instant } from "../domain/time/instant.ts";
import type { ItemVersions } from "./catalogue/item-versions.ts";
import type { Database } from "./database/connection.ts";
import type { FileStore } from "./files/file-store.ts";
import type { MessageProvider } from "./messages/provider.ts";
import type { RecordWitness } from "./record/record-witness.ts";
import type { KeyEncryption } from "./seal/key-encryption.ts";
import type { SealKeyHolder } from "./seal/seal-keys.ts";

/** What the centre's acts work with. Time, ids and secrets are passed in. */
export interface Centre {
  database: Database;
  fileStore: FileStore;
  itemVersions: ItemVersions;
  fonts: FontBook;
  /** For the authority's key. */
  keyEncryption: KeyEncryption;
  /** The first makes the keys of new seals; each opens those it made. */
  sealKeys: readonly [SealKeyHolder, ...SealKeyHolder[]];
  messageProvider: MessageProvider;
  recordWitness: RecordWitness;
  /** Where the public reaches this centre, without a slash at its end: what QR codes on certificates lead to. */
  publicUrl(): string;
  /** Has papers that are due sealed at once, rather than in the next round. */
  wake(): void;
  now(): Instant;
  /** A UUID version 7. */
  newId(): string;
  /** From a source fit for secrets. */
  randomBytes(length: number): Buffer;
}

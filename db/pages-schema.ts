import { blob, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Sha256 } from "../domain/ids.ts";
import type { Instant } from "../domain/time/instant.ts";

/** `pages.db`: pictures by their content. */
export const pageTable = sqliteTable("page", {
  sequence: integer().primaryKey({ autoIncrement: true }),
  sha256: text().$type<Sha256>().notNull(),
  byteLength: integer("byte_length").notNull(),
  /** The centre has it, so this copy may be thrown away. */
  isAtCentre: integer("is_at_centre", { mode: "boolean" }).notNull(),
  storedAt: text("stored_at").$type<Instant>().notNull(),
  bytes: blob({ mode: "buffer" }).notNull(),
});

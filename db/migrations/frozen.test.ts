import { createHash } from "node:crypto";
import { is } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { migrate } from "../migrate.ts";
import * as pagesSchema from "../pages-schema.ts";
import * as recordsSchema from "../schema.ts";
import { pagesMigrations, recordsMigrations } from "./migrations.ts";

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");

/** A migration that went out is never changed: workstations have been through it. Add the next one, and its hash here. */
test("shipped migrations are frozen", () => {
  expect(recordsMigrations.map(hashOf)).toEqual([
    "828f6ac05e7e2ae7b14cf6cddcf80233299b65adf691daa9d91bbf42d4e046e1",
    "db7052c3399d5c41aca2c1e394dcccd37e8886bf90c7fc8a2371b4e4c010afa7",
    "0e1726ec40f3744a34ab8a1b886753e104c4fd618fb0dbc122c434f8944a2bdc",
    "f1c5704e6edebda2d0b9d23ea03b3fabe8458d00a9d823c22e650953da61dc9c",
    "0a4e0d85f8ff78a6003466830742395c7e69da0f2d78df258702f6ff1aa79f60",
    "b6df0b3ae0814b8a57cf2f7d83dd4065decd68b1c64c370ce8d43dfff8bdb4df",
    "3ba15aadff5af933eaeb0c206e4239058f2e717550ab12c11dfa6abe04602fca",
    "3beebb85e1bbf94d250577b9afb1f55d5ea8e85088d49b76ff11b07bcc0045a1",
    "123dda82f20481a9b655fc5fe09a942374f90d009c74c830f2b1638843bed79b",
  ]);
  expect(pagesMigrations.map(hashOf)).toEqual(["aa0cc6277ebc17344c9d3985479797a6b6e153bc6ede1ef6af7a58bb1dd143f4"]);
});

test.each([
  ["records", recordsMigrations, recordsSchema],
  ["pages", pagesMigrations, pagesSchema],
] as const)("the migrations of %s make the tables drizzle knows", (_name, migrations, schema) => {
  const client = new Sqlite(":memory:");
  expect(migrate(client, migrations)).toBe(0);
  expect(migrate(client, migrations)).toBe(migrations.length);
  const tables = Object.values(schema as Record<string, unknown>).filter((value) => is(value, SQLiteTable));
  expect(tables.length).toBeGreaterThan(0);
  for (const table of tables) {
    const { name, columns } = getTableConfig(table);
    const made = client.pragma(`table_info(${name})`) as { name: string; type: string; notnull: number; pk: number }[];
    const known = columns.map((column) => [column.name, column.getSQLType().toUpperCase(), column.notNull || column.primary]);
    expect([name, made.map((row) => [row.name, row.type, row.notnull === 1 || row.pk > 0])]).toEqual([name, known]);
  }
  client.close();
});

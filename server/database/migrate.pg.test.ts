import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Instant } from "../../domain/time/instant.ts";
import { postgresFlavours, query, type TestPostgres } from "../../test/centre/postgres.ts";
import { migrate, readMigrations } from "./migrate.ts";
import * as schema from "./schema.ts";
import * as certificateSchema from "./certificate-schema.ts";
import * as messageSchema from "./message-schema.ts";
import * as paperSchema from "./paper-schema.ts";
import * as recordSchema from "./record-schema.ts";
import * as sealSchema from "./seal-schema.ts";
import * as signingSchema from "./signing-schema.ts";
import * as templateSchema from "./template-schema.ts";

const now = "2026-11-16T02:00:00.000Z" as Instant;
const script = join(import.meta.dirname, "../../test/centre/migrate-process.ts");

/** Databases in use were made by exactly these: a change to the schema is a new file, never an edit. */
const shipped = {
  "0001-first-record.sql": "ddf90f727ee9ec219ff6847a912a77050a053f014321c9ea3ff63dfd7a9ffe4a",
  "0002-seals.sql": "360368723805f2c51d791e8b7ea58c072ce6de396001418a778f50a3f7c4ca0c",
  "0003-suspensions.sql": "a3f0650185dd4134fdbb0a4c51c6e97f68a46b36d1bca5631126a6ba46e76e86",
  "0004-certificates.sql": "3c3d7a33e3fb6754556aa2158c706a1c8a18101b5edb969742e00dc8fbb268ef",
  "0005-messages.sql": "99a990d41cf4846bfb987e612300a81b569c0e7eaaee27f8c1320f4fe0529c8f",
  "0006-payment-limits.sql": "5b4c467c9db6a03242d698a81eb80f35a6940157ca8aebe58540c3abd2653ab2",
  "0007-delegations.sql": "96afc8b16cafd49384d2765fdf7ef3aa2e5703dd9b11890a6533daba25c78a88",
  "0008-certificate-sheets.sql": "81d63d82f271a4345a6a8ecbee1317b2c897d16530b6c300c07ded079a2e1a9a",
  "0009-papers.sql": "d0a16f3981a57ba95ebf33f49b9788a975ce86c51212574801a82801324b6bca",
  "0010-signing-keys.sql": "63e18e2ee1097f2c66db370a377a5d5d948a227f260893559146644fd99505ac",
  "0011-card-challenges.sql": "950d1d5a79dc496efcf3ddf1bbf50ee750d9272774b8b7bb82541a960b506d45",
  "0012-first-passwords.sql": "14d35d95d710ee3aa25f19ec921287583769ae7a362de5613301ca4ae1a52e9f",
  "0013-office-profiles.sql": "4ad6ddefa0817f3e6f66553f5e18c62dddaa911aa8d75f27291a52f2f02160d0",
  "0014-record-checks-and-seals.sql": "266d20a4aa64c5c9d6c67a661961f2af841683df1a669fc1326824b964ed8e32",
  "0015-messages-told.sql": "3e520fa90db448570ce66e396562ee2ab14da8c81b22be90914f5831663a10b9",
  "0016-spoilt-sheets.sql": "b1bac193e02da212fcdc31267172501aea8d479aa6b062db999fa48f0b622109",
  "0017-document-templates.sql": "e073bce0be99da9e92d0c0b7c1ea4f8bedc46c5a270cebcfed53480767af8afa",
};

it("ships frozen migrations", async () => {
  const migrations = await readMigrations();
  expect(Object.fromEntries(migrations.map(({ name, sha256 }) => [name, sha256]))).toEqual(shipped);
});

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`migrating ${name}`, () => {
    let postgres: TestPostgres;
    beforeAll(async () => (postgres = await start()));
    afterAll(() => postgres.stop());

    it("is done once by three processes that start at once", async () => {
      const databaseUrl = await postgres.createDatabase();
      await Promise.all([1, 2, 3].map(() => promisify(execFile)(process.execPath, [script, databaseUrl])));
      expect(await query(databaseUrl, "select number from schema_migrations")).toHaveLength(Object.keys(shipped).length);
    });

    it("makes the tables the program reads and writes", async () => {
      const databaseUrl = await postgres.createDatabase();
      await migrate(databaseUrl, now);
      const found = await query<{ table: string; column: string; type: string; required: boolean }>(
        databaseUrl,
        `select c.relname as table, attname as column, format_type(atttypid, atttypmod) as type, attnotnull as required
         from pg_attribute join pg_class c on c.oid = attrelid join pg_namespace n on n.oid = relnamespace
         where n.nspname = 'public' and c.relkind = 'r' and attnum > 0 and not attisdropped and relname <> 'schema_migrations'`,
      );
      const declared = Object.values({ ...schema, ...sealSchema, ...certificateSchema, ...messageSchema, ...paperSchema, ...signingSchema, ...recordSchema, ...templateSchema })
        .filter((table) => table instanceof PgTable)
        .flatMap((table) => {
          const config = getTableConfig(table);
          return config.columns.map((column) => ({
            table: config.name,
            column: column.name,
            type: column.getSQLType() + ("dimensions" in column && column.dimensions ? "[]" : ""),
            required: column.notNull || column.primary,
          }));
        });
      const sorted = <T extends { table: string; column: string }>(rows: T[]) => rows.sort((a, b) => `${a.table}.${a.column}`.localeCompare(`${b.table}.${b.column}`));
      expect(sorted(declared)).toEqual(sorted(found));
    });

    it("refuses a database of a newer program, and one made by other migrations", async () => {
      const databaseUrl = await postgres.createDatabase();
      await migrate(databaseUrl, now);
      await query(databaseUrl, "insert into schema_migrations values (99, '0099-future.sql', 'x', 'x')");
      await expect(migrate(databaseUrl, now)).rejects.toMatchObject({ code: "database-newer", details: { databaseVersion: 99 } });
      await query(databaseUrl, "delete from schema_migrations where number = 99");
      await query(databaseUrl, "update schema_migrations set sha256 = 'x'");
      await expect(migrate(databaseUrl, now)).rejects.toMatchObject({ code: "database-migration-changed", details: { migration: "0001-first-record.sql" } });
    });
  });
}

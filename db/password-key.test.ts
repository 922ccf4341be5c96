import { randomBytes } from "node:crypto";
import Sqlite from "better-sqlite3";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import type { PersonId } from "../domain/ids.ts";
import type { Instant } from "../domain/time/instant.ts";
import { recordsMigrations } from "./migrations/migrations.ts";
import { migrate } from "./migrate.ts";
import { derivePasswordKey, openSecret, sealSecret, type SealedSecret } from "./password-key.ts";
import { createPeople } from "./people.ts";
import { recordsDatabase } from "./records-database.ts";
import { personTable, signingKeyTable } from "./schema.ts";
import { createSigningKeys } from "./signing-keys.ts";

const password = "密码 Password 1";
const salt = Buffer.from("000102030405060708090a0b0c0d0e0f", "hex");
/** As OpenSSL derives them. */
const byScrypt = "4bb7f1201959c721a5a1234a765e6d6e617323889425f94f3c63bd033f4d86fa";
const byArgon2id = "e28dd6e3f546fcbec8725701087b2ccdd96deb1d6538eaf25c15436fb61d3d79";
const personId = "01900000-0000-7000-8000-0000000000a1" as PersonId;

/** A workstation's records as the version before Argon2id left them. */
function recordsOfBefore() {
  const client = new Sqlite(":memory:");
  migrate(client, recordsMigrations.slice(0, 8));
  const person = JSON.stringify({ personId, account: "wang", name: "王秀兰" });
  client.prepare("INSERT INTO person (account, person, salt, verifier, last_online_at) VALUES ('wang', ?, ?, ?, '2026-11-01T00:00:00.000Z')").run(person, salt.toString("hex"), byScrypt);
  migrate(client, recordsMigrations);
  return recordsDatabase(client);
}

test("derives what others derive, whichever way the password was typed", async () => {
  expect((await derivePasswordKey(password, salt)).toString("hex")).toBe(byArgon2id);
  expect((await derivePasswordKey("密码 Ｐassword １", salt)).toString("hex")).toBe(byArgon2id);
  expect((await derivePasswordKey(password, salt, "scrypt")).toString("hex")).toBe(byScrypt);
});

test("who was remembered by an earlier version signs in as before, and is remembered the present way", async () => {
  const records = recordsOfBefore();
  const people = createPeople(records, randomBytes);
  const rowOf = () => records.db.select().from(personTable).where(eq(personTable.account, "wang")).get()!;
  expect(await people.verify("wang", "another")).toBeUndefined();
  expect(rowOf()).toMatchObject({ derivation: "scrypt", verifier: byScrypt });
  expect(await people.verify("wang", password)).toMatchObject({ name: "王秀兰" });
  expect(rowOf()).toMatchObject({ derivation: "argon2id" });
  expect(rowOf().salt).not.toBe(salt.toString("hex"));
  expect(await people.verify("wang", "another")).toBeUndefined();
  expect(await people.verify("wang", password)).toMatchObject({ name: "王秀兰" });
});

test("a key sealed by an earlier version opens as before, and is sealed the present way", async () => {
  const records = recordsOfBefore();
  const keys = createSigningKeys(records, randomBytes);
  const privateKey = Buffer.from("a private key");
  await keys.keepOwn(personId, { publicKey: "public", certificate: "certificate", validUntil: "2027-11-01T00:00:00.000Z" as Instant, privateKey }, password);
  const sealedBefore: SealedSecret = {
    salt: salt.toString("hex"), nonce: "101112131415161718191a1b", box: "5b82823239eb7e2fade2e0fdb446a83e255f0a34886c56fab642002448",
  };
  records.db.update(signingKeyTable).set({ sealedKey: sealedBefore }).run();
  const sealed = () => records.db.select().from(signingKeyTable).get()!.sealedKey!;
  expect(await keys.openOwn(personId, "another")).toBeUndefined();
  expect(sealed()).toEqual(sealedBefore);
  for (let time = 0; time < 2; time += 1) expect((await keys.openOwn(personId, password))?.privateKey).toEqual(privateKey);
  expect(sealed()).toMatchObject({ derivation: "argon2id" });
  expect(await keys.openOwn(personId, "another")).toBeUndefined();
});

test("a secret opens for its owner's password only", async () => {
  const secret = Buffer.from("secret");
  const sealed = await sealSecret(secret, password, "me", randomBytes);
  expect(await openSecret(sealed, password, "me")).toEqual(secret);
  expect(await openSecret(sealed, password, "you")).toBeUndefined();
  expect(await openSecret(sealed, "another", "me")).toBeUndefined();
});

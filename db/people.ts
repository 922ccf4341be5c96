import { scrypt, timingSafeEqual } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Instant } from "../domain/time/instant.ts";
import type { RecordsDatabase } from "./records-database.ts";
import { personTable } from "./schema.ts";
import type { KnownPerson } from "./store-types.ts";

/** People who signed in here through the centre before, so that they can again without it (R-OFF-1). No password is kept. */
export interface People {
  remember(person: KnownPerson, password: string, at: Instant): Promise<void>;
  /** The person when account and password are right by the last sign-in through the centre; undefined otherwise. */
  verify(account: string, password: string): Promise<KnownPerson | undefined>;
  find(account: string): KnownPerson | undefined;
  /** The centre no longer lets this account in: nor do we. */
  forget(account: string): void;
  /** This PC has another code, under which nobody has signed in through the centre yet. */
  forgetAll(): void;
}

const verifierBytes = 32;
/** About 64 MiB and a tenth of a second: dear to guess with, bearable to sign in with. */
const cost = { N: 1 << 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };

export function createPeople({ db }: RecordsDatabase, randomBytes: (count: number) => Buffer): People {
  const rowOf = (account: string) => db.select().from(personTable).where(eq(personTable.account, account)).get();
  return {
    remember: async (person, password, at) => {
      const salt = randomBytes(16);
      const verifier = (await derive(password, salt)).toString("hex");
      const values = { person, salt: salt.toString("hex"), verifier, lastOnlineAt: at };
      db.insert(personTable)
        .values({ account: person.account, ...values })
        .onConflictDoUpdate({ target: personTable.account, set: values })
        .run();
    },
    verify: async (account, password) => {
      const row = rowOf(account);
      // Derived for a stranger too: the time taken must not tell who is known here.
      const given = await derive(password, Buffer.from(row?.salt ?? "00".repeat(16), "hex"));
      return row && timingSafeEqual(given, Buffer.from(row.verifier, "hex")) ? row.person : undefined;
    },
    find: (account) => rowOf(account)?.person,
    forget: (account) => void db.delete(personTable).where(eq(personTable.account, account)).run(),
    forgetAll: () => void db.delete(personTable).run(),
  };
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, verifierBytes, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

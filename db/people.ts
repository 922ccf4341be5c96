import { timingSafeEqual } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { PersonId } from "../domain/ids.ts";
import type { Instant } from "../domain/time/instant.ts";
import { derivePasswordKey, presentDerivation } from "./password-key.ts";
import type { RecordsDatabase } from "./records-database.ts";
import { personTable } from "./schema.ts";
import type { KnownPerson } from "./store-types.ts";

/** People who signed in here through the centre before, so that they can again without it (R-OFF-1). No password is kept. */
export interface People {
  remember(person: KnownPerson, password: string, at: Instant): Promise<void>;
  /** The person when account and password are right by the last sign-in through the centre; undefined otherwise. */
  verify(account: string, password: string): Promise<KnownPerson | undefined>;
  /** Signed in by staff card: no password opens this door until one was used here too. */
  rememberByCard(person: KnownPerson, at: Instant): void;
  find(account: string): KnownPerson | undefined;
  findById(personId: PersonId): KnownPerson | undefined;
  /** The centre no longer lets this account in: nor do we. */
  forget(account: string): void;
  /** This PC has another code, under which nobody has signed in through the centre yet. */
  forgetAll(): void;
}

export function createPeople({ db }: RecordsDatabase, randomBytes: (count: number) => Buffer): People {
  const rowOf = (account: string) => db.select().from(personTable).where(eq(personTable.account, account)).get();
  const verifierOf = async (password: string) => {
    const salt = randomBytes(16);
    return { salt: salt.toString("hex"), verifier: (await derivePasswordKey(password, salt)).toString("hex"), derivation: presentDerivation };
  };
  return {
    remember: async (person, password, at) => {
      const values = { person, ...(await verifierOf(password)), lastOnlineAt: at };
      db.insert(personTable)
        .values({ account: person.account, ...values })
        .onConflictDoUpdate({ target: personTable.account, set: values })
        .run();
    },
    verify: async (account, password) => {
      const row = rowOf(account);
      // Derived for a stranger too: the time taken must not tell who is known here.
      const given = await derivePasswordKey(password, Buffer.from(row?.salt ?? "00".repeat(16), "hex"), row?.derivation);
      if (row === undefined || !timingSafeEqual(given, Buffer.from(row.verifier, "hex"))) return undefined;
      // The password is known only now. The row is another by its salt, should somebody have signed in meanwhile.
      if (row.derivation !== presentDerivation) {
        db.update(personTable).set(await verifierOf(password)).where(and(eq(personTable.account, account), eq(personTable.salt, row.salt))).run();
      }
      return row.person;
    },
    rememberByCard: (person, at) => {
      const nobodysPassword = { salt: randomBytes(16).toString("hex"), verifier: randomBytes(32).toString("hex"), derivation: presentDerivation };
      db.insert(personTable)
        .values({ account: person.account, person, lastOnlineAt: at, ...nobodysPassword })
        .onConflictDoUpdate({ target: personTable.account, set: { person, lastOnlineAt: at } })
        .run();
    },
    find: (account) => rowOf(account)?.person,
    findById: (personId) => db.select().from(personTable).all().find(({ person }) => person.personId === personId)?.person,
    forget: (account) => void db.delete(personTable).where(eq(personTable.account, account)).run(),
    forgetAll: () => void db.delete(personTable).run(),
  };
}

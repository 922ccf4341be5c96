import { and, eq } from "drizzle-orm";
import type { PersonId } from "../domain/ids.ts";
import type { Instant } from "../domain/time/instant.ts";
import { openSecret, presentDerivation, sealSecret } from "./password-key.ts";
import type { RecordsDatabase } from "./records-database.ts";
import { signingKeyTable } from "./schema.ts";

/** A key somebody signs with here: a card's, whose private half is nowhere but in the card, or one made on this PC. */
export interface CertifiedKey {
  /** SubjectPublicKeyInfo, DER in base64. */
  publicKey: string;
  /** What the centre's authority issued for it, DER in base64. */
  certificate: string;
  validUntil: Instant;
}

/**
 * The keys people sign with at this workstation. A private key is kept under its person's password, on top of the database's own
 * encryption: whoever has this PC and its keyring still cannot sign in anybody's name (R-SEC-2).
 */
export interface SigningKeys {
  /** The person's own key with its private half (PKCS#8, DER); undefined without one, or when it was made under another password. */
  openOwn(personId: PersonId, password: string): Promise<(CertifiedKey & { privateKey: Buffer }) | undefined>;
  /** Takes the place of the person's key before. */
  keepOwn(personId: PersonId, key: CertifiedKey & { privateKey: Uint8Array }, password: string): Promise<void>;
  /** The next certificate of a key kept here. */
  renew({ publicKey, certificate, validUntil }: CertifiedKey): void;
  findCard(personId: PersonId, publicKey: string): CertifiedKey | undefined;
  /** Whose card this key is in, by what was kept here last. */
  findCardOwner(publicKey: string): (CertifiedKey & { personId: PersonId }) | undefined;
  keepCard(personId: PersonId, key: CertifiedKey): void;
  /** A card the centre takes no longer. */
  forgetCard(publicKey: string): void;
  forget(personId: PersonId): void;
  forgetAll(): void;
}

export function createSigningKeys(records: RecordsDatabase, randomBytes: (count: number) => Buffer): SigningKeys {
  const { db } = records;
  const ownOf = (personId: PersonId) => and(eq(signingKeyTable.personId, personId), eq(signingKeyTable.carrier, "software"));
  return {
    openOwn: async (personId, password) => {
      const row = db.select().from(signingKeyTable).where(ownOf(personId)).get();
      if (!row?.sealedKey) return undefined;
      const { publicKey, certificate, validUntil } = row;
      const privateKey = await openSecret(row.sealedKey, password, personId);
      // The password is known only now.
      if (privateKey && row.sealedKey.derivation !== presentDerivation) {
        const sealedKey = await sealSecret(privateKey, password, personId, randomBytes);
        db.update(signingKeyTable).set({ sealedKey }).where(eq(signingKeyTable.publicKey, publicKey)).run();
      }
      return privateKey && { publicKey, certificate, validUntil, privateKey };
    },
    keepOwn: async (personId, { publicKey, certificate, validUntil, privateKey }, password) => {
      const sealedKey = await sealSecret(privateKey, password, personId, randomBytes);
      records.transact(() => {
        db.delete(signingKeyTable).where(ownOf(personId)).run();
        db.insert(signingKeyTable).values({ publicKey, personId, carrier: "software", certificate, validUntil, sealedKey }).run();
      });
    },
    renew: ({ publicKey, certificate, validUntil }) =>
      void db.update(signingKeyTable).set({ certificate, validUntil }).where(eq(signingKeyTable.publicKey, publicKey)).run(),
    findCard: (personId, publicKey) => {
      const row = db.select().from(signingKeyTable).where(eq(signingKeyTable.publicKey, publicKey)).get();
      return row?.personId === personId && row.carrier === "card" ? { publicKey, certificate: row.certificate, validUntil: row.validUntil } : undefined;
    },
    findCardOwner: (publicKey) => {
      const row = db.select().from(signingKeyTable).where(and(eq(signingKeyTable.publicKey, publicKey), eq(signingKeyTable.carrier, "card"))).get();
      return row && { publicKey, certificate: row.certificate, validUntil: row.validUntil, personId: row.personId };
    },
    keepCard: (personId, { publicKey, certificate, validUntil }) => {
      const values = { publicKey, personId, carrier: "card", certificate, validUntil, sealedKey: null } as const;
      db.insert(signingKeyTable).values(values).onConflictDoUpdate({ target: signingKeyTable.publicKey, set: values }).run();
    },
    forgetCard: (publicKey) => void db.delete(signingKeyTable).where(and(eq(signingKeyTable.publicKey, publicKey), eq(signingKeyTable.carrier, "card"))).run(),
    forget: (personId) => void db.delete(signingKeyTable).where(eq(signingKeyTable.personId, personId)).run(),
    forgetAll: () => void db.delete(signingKeyTable).run(),
  };
}

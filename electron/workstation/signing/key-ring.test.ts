import { generateKeyPairSync, verify, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { CertifiedKey, SigningKeyRequest } from "../../../contracts/signing-keys.ts";
import { createRootAuthority, publicInfoOf } from "../../../documents/signature/authority.ts";
import { readKeyOfCertificate } from "../../../documents/signature/person-certificate.ts";
import { findAlgorithmOfKey, isRawSignatureRight } from "../../../documents/signature/raw-signature.ts";
import { createSoftwareSigner } from "../../../documents/signature/signer.ts";
import { Failure } from "../../../domain/failure.ts";
import type { PersonId } from "../../../domain/ids.ts";
import { bytesOfKeyProof } from "../../../domain/signature/signing-trust.ts";
import { addMs, type Instant } from "../../../domain/time/instant.ts";
import type { Store } from "../../../db/store.ts";
import { openTestStore, temporaryFolder } from "../../../test/sync/open-test-store.ts";
import { createKeyRing, type KeyRing } from "./key-ring.ts";

const start = "2026-11-16T02:00:00.000Z" as Instant;
const yearMs = 365 * 24 * 3_600_000;
const person = { personId: "01900000-0000-7000-8000-0000000000a2" as PersonId, account: "songwei", name: "宋薇", officeId: "" as never, officeName: "局", roles: ["handler" as const] };
const bytes = Buffer.from("同意");

let folder: ReturnType<typeof temporaryFolder>;
let store: Store;
let now: Instant;
let asked: SigningKeyRequest[];
let answer: (request: SigningKeyRequest) => Promise<CertifiedKey>;
let logged: unknown[];

/** A centre's authority that certifies whatever proves itself. */
const root = createRootAuthority({ commonName: "签名根证书", organization: "中心" }, Uint8Array.of(1), { from: start, until: addMs(start, 20 * yearMs) });
let serial = 1;
async function certify(request: SigningKeyRequest): Promise<CertifiedKey> {
  const publicKeyInfo = request.carrier === "card" ? readKeyOfCertificate(Buffer.from(request.cardCertificate, "base64")).publicKeyInfo : Buffer.from(request.publicKey, "base64");
  const publicKey = Buffer.from(publicKeyInfo).toString("base64");
  expect(isRawSignatureRight(publicKeyInfo, findAlgorithmOfKey(publicKeyInfo)!, bytesOfKeyProof(person.personId, publicKey), Buffer.from(request.proof, "base64"))).toBe(true);
  const validUntil = addMs(now, yearMs);
  const [certificate = Buffer.alloc(0)] = root.certify(publicKeyInfo, { commonName: person.name, organization: "局", personId: person.personId }, Uint8Array.of((serial += 1)), { from: now, until: validUntil });
  return { certificate: Buffer.from(certificate).toString("base64"), validUntil, trust: { authorities: [Buffer.from(root.certificate).toString("base64")], requiredSince: start } };
}

const openRing = (): KeyRing => createKeyRing({ now: () => now, store, certify: (_token, request) => (asked.push(request), answer(request)), logError: (error) => logged.push(error) });
/** A ring after a restart: nothing is in memory. */
async function ringAfterSignIn(password = "right", token: string | null = "token"): Promise<KeyRing> {
  const ring = openRing();
  await ring.unlock(person, password, token ?? undefined);
  return ring;
}
const publicKeyOf = (ring: KeyRing): string => Buffer.from(readKeyOfCertificate(Buffer.from(ring.get(person.personId).certificate, "base64")).publicKeyInfo).toString("base64");
const unreachable = () => Promise.reject(new Failure("centre-unreachable", { retryable: true }));
const refuse = (code: string) => () => Promise.reject(new Failure(code));

beforeEach(() => {
  folder = temporaryFolder();
  store = openTestStore(folder.path).store;
  now = start;
  asked = [];
  logged = [];
  answer = certify;
});
afterEach(() => {
  store.close();
  folder.remove();
  expect(logged).toEqual([]);
});

it("makes a key at the first sign-in through the centre, and signs with it under the certificate", async () => {
  const ring = await ringAfterSignIn();
  const { signer, certificate, carrier } = ring.get(person.personId);
  expect([carrier, signer.algorithm]).toEqual(["software", "ecdsa-p256"]);
  const { publicKey } = new X509Certificate(Buffer.from(certificate, "base64"));
  expect(verify("sha256", bytes, { key: publicKey, dsaEncoding: "ieee-p1363" }, await signer.sign(bytes))).toBe(true);
  expect(store.catalogue.findSigningTrust()?.authorities).toEqual([Buffer.from(root.certificate).toString("base64")]);
});

it("opens the same key by the password, with and without the centre", async () => {
  const first = publicKeyOf(await ringAfterSignIn());
  expect(publicKeyOf(await ringAfterSignIn())).toBe(first);
  answer = unreachable;
  expect(publicKeyOf(await ringAfterSignIn())).toBe(first);
  expect(publicKeyOf(await ringAfterSignIn("right", null))).toBe(first);
});

it("has no key for another password, and makes another when the centre let that one in", async () => {
  const first = publicKeyOf(await ringAfterSignIn());
  expect((await ringAfterSignIn("wrong", null)).find(person.personId)).toBeUndefined();
  expect(publicKeyOf(await ringAfterSignIn("changed"))).not.toBe(first);
  expect((await ringAfterSignIn("right", null)).find(person.personId)).toBeUndefined();
});

it("makes another key when the centre will not have the one it knows any more", async () => {
  const first = publicKeyOf(await ringAfterSignIn());
  answer = (request) => (request.carrier === "software" && request.publicKey === first ? refuse("signing-key-revoked")() : certify(request));
  const next = publicKeyOf(await ringAfterSignIn());
  expect(next).not.toBe(first);
  expect(publicKeyOf(await ringAfterSignIn("right", null))).toBe(next);
});

it("lets in without a key who signed in before there was one, and says so when they sign", async () => {
  answer = unreachable;
  const ring = await ringAfterSignIn();
  expect(() => ring.get(person.personId)).toThrow(expect.objectContaining({ code: "signing-key-missing", details: { problem: "centre-unreachable" } }));
  const offline = await ringAfterSignIn("right", null);
  expect(() => offline.get(person.personId)).toThrow(expect.objectContaining({ code: "signing-key-missing", details: {} }));
});

it("asks for no key for those who never sign", async () => {
  const ring = openRing();
  await ring.unlock({ ...person, roles: ["window-clerk", "cashier"] }, "right", "token");
  expect(asked).toEqual([]);
  expect(ring.find(person.personId)).toBeUndefined();
});

it("forgets the key at sign-out, even at one that came while it was being opened", async () => {
  const ring = await ringAfterSignIn();
  ring.lock();
  expect(ring.find(person.personId)).toBeUndefined();
  const opening = ring.unlock(person, "right", "token");
  ring.lock();
  await opening;
  expect(ring.find(person.personId)).toBeUndefined();
});

it("keeps the next certificate for the same key, and refuses to sign when the last ran out", async () => {
  const first = await ringAfterSignIn();
  now = addMs(start, yearMs / 2);
  const second = await ringAfterSignIn();
  expect(publicKeyOf(second)).toBe(publicKeyOf(first));
  expect(second.get(person.personId).certificate).not.toBe(first.get(person.personId).certificate);
  now = addMs(start, yearMs + 1000);
  const offline = await ringAfterSignIn("right", null);
  expect(offline.get(person.personId).certificate).toBe(second.get(person.personId).certificate);
  now = addMs(start, 2 * yearMs);
  expect(() => offline.get(person.personId)).toThrow(expect.objectContaining({ code: "signing-key-expired" }));
});

it("writes no private key and no password to the disk in the clear, the store's own encryption aside", async () => {
  await ringAfterSignIn("a-password-to-look-for");
  const opened = await store.signingKeys.openOwn(person.personId, "a-password-to-look-for");
  const privateKey = opened!.privateKey;
  store.close();
  const files = ["records.db", "records.db-wal"].map((name) => {
    try {
      return readFileSync(join(folder.path, name));
    } catch {
      return Buffer.alloc(0);
    }
  });
  for (const file of files) for (const secret of [privateKey, Buffer.from("a-password-to-look-for")]) expect(file.includes(secret)).toBe(false);
  store = openTestStore(folder.path).store;
  // With the database's key, and so past its encryption, the key is still under the password.
  const rows = JSON.stringify(store.settings.find("x") ?? null);
  expect(rows).not.toContain(privateKey.toString("hex"));
  expect(await store.signingKeys.openOwn(person.personId, "another")).toBeUndefined();
});

it("opens a key for nobody else than its owner", async () => {
  await ringAfterSignIn();
  const other = "01900000-0000-7000-8000-0000000000a9" as PersonId;
  const ring = await ringAfterSignIn();
  expect(ring.find(other)).toBeUndefined();
  expect(await store.signingKeys.openOwn(other, "right")).toBeUndefined();
});

function staffCard(validUntil = addMs(start, 3 * yearMs)) {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const issuer = createRootAuthority({ commonName: "证件卡机构", organization: "省" }, Uint8Array.of(1), { from: start, until: validUntil });
  const [certificate = Buffer.alloc(0)] = issuer.certify(publicInfoOf(privateKey), { commonName: "宋薇", organization: "局" }, Uint8Array.of(2), { from: start, until: validUntil });
  return createSoftwareSigner(privateKey, [certificate]);
}

it("signs with a staff card while it is in, after the centre certified its key once", async () => {
  const card = staffCard();
  const ring = await ringAfterSignIn();
  const own = ring.get(person.personId).certificate;
  await ring.useCard(person.personId, card, "token");
  expect(ring.get(person.personId)).toMatchObject({ carrier: "card", signer: card });
  ring.dropCard();
  expect(ring.get(person.personId)).toMatchObject({ carrier: "software", certificate: own });

  answer = unreachable;
  const offline = await ringAfterSignIn("right", null);
  await offline.useCard(person.personId, card, undefined);
  expect(offline.get(person.personId).carrier).toBe("card");
});

it("refuses a card that the centre never saw while it cannot be asked, or will not have; the other key goes on", async () => {
  const ring = await ringAfterSignIn();
  await expect(ring.useCard(person.personId, staffCard(), undefined)).rejects.toMatchObject({ code: "signing-key-missing" });
  answer = refuse("signing-key-of-another");
  await expect(ring.useCard(person.personId, staffCard(), "token")).rejects.toMatchObject({ code: "signing-key-of-another" });
  const pulled = { ...staffCard(), sign: refuse("staff-card-removed") };
  await expect(ring.useCard(person.personId, pulled, "token")).rejects.toMatchObject({ code: "staff-card-removed" });
  expect(ring.get(person.personId).carrier).toBe("software");
});


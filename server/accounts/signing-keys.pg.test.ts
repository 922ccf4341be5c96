import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { certifiedKeySchema, type CertifiedKey } from "../../contracts/signing-keys.ts";
import { createRootAuthority, publicInfoOf } from "../../documents/signature/authority.ts";
import { findPersonCertificate } from "../../documents/signature/person-certificate.ts";
import { createSoftwareSigner } from "../../documents/signature/signer.ts";
import { bytesOfKeyProof } from "../../domain/signature/signing-trust.ts";
import { addMs } from "../../domain/time/instant.ts";
import { makeSharedFolder, postgresFlavours, query, type TestPostgres } from "../../test/centre/postgres.ts";
import { reviewersPlace, startTrialCentre, trialStart, type TrialCentre } from "../../test/centre/trial-centre.ts";
import { failureCode, openTrialWindow, type Answer, type TrialWindow } from "../../test/centre/trial-window.ts";
import { backupCentre } from "../backup/backup-centre.ts";
import { restoreCentre } from "../backup/restore-centre.ts";
import { startCentre } from "../start.ts";

const dayMs = 24 * 3_600_000;
const newKey = (kind: "p256" | "rsa" = "p256"): KeyObject =>
  (kind === "rsa" ? generateKeyPairSync("rsa", { modulusLength: 2048 }) : generateKeyPairSync("ec", { namedCurve: "P-256" })).privateKey;
const said = (answer: Answer) => [answer.status, failureCode(answer)];

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`signing keys on ${name}`, () => {
    let postgres: TestPostgres;
    let centre: TrialCentre;
    let reviewer: TrialWindow;
    let clerk: TrialWindow;
    let administrator: TrialWindow;

    beforeAll(async () => {
      postgres = await start();
      centre = await startTrialCentre(postgres);
      reviewer = await centre.openWindow(reviewersPlace);
      clerk = await centre.openWindow();
      administrator = await centre.openWindow({ account: "pengjian" });
    });
    afterAll(async () => {
      await centre.close();
      await postgres.stop();
    });

    async function offerOf(window: TrialWindow, key: KeyObject, provedFor = window.person.personId) {
      const publicKey = Buffer.from(publicInfoOf(key)).toString("base64");
      const proof = Buffer.from(await createSoftwareSigner(key, []).sign(bytesOfKeyProof(provedFor, publicKey))).toString("base64");
      return { publicKey, proof };
    }
    const ask = (window: TrialWindow, body: object) => window.request("POST", "/api/signing-keys", { body });
    const certify = async (window: TrialWindow, key: KeyObject): Promise<CertifiedKey> =>
      certifiedKeySchema.parse((await ask(window, { carrier: "software", ...(await offerOf(window, key)) })).body);
    const fingerprintOf = ({ certificate }: CertifiedKey) => createHash("sha256").update(Buffer.from(certificate, "base64")).digest("hex");
    const revoke = (window: TrialWindow, key: CertifiedKey) => window.request("POST", `/api/signing-keys/${fingerprintOf(key)}/revocation`, { body: { reason: "电脑被盗" } });

    it("certifies a person's key under the centre's own authority, the same key once", async () => {
      const key = newKey();
      const first = await certify(reviewer, key);
      const [root = ""] = first.trust.authorities;
      expect(findPersonCertificate(Buffer.from(first.certificate, "base64"), [Buffer.from(root, "base64")])).toMatchObject({
        personId: reviewer.person.personId,
        name: "宋薇",
        officeName: reviewer.person.officeName,
        publicKeyInfo: publicInfoOf(key),
        validUntil: first.validUntil,
      });
      expect(await certify(reviewer, key)).toEqual(first);
      const catalogue = (await clerk.request("GET", "/api/catalogue")).body as { signingTrust: unknown };
      expect(catalogue.signingTrust).toEqual({ authorities: [root], requiredSince: trialStart });
    });

    /** Time passes at a centre of its own: who was signed in there no longer is. */
    async function atAnotherCentre(work: (other: TrialCentre, newReviewer: () => Promise<TrialWindow>) => Promise<void>): Promise<void> {
      const other = await startTrialCentre(postgres);
      try {
        await work(other, () => other.openWindow(reviewersPlace));
      } finally {
        await other.close();
      }
    }

    it("goes on with the next certificate for the same key when the first runs out soon", () =>
      atAnotherCentre(async (other, newReviewer) => {
        const key = newKey();
        const first = await certify(await newReviewer(), key);
        other.pass(300 * dayMs);
        expect((await certify(await newReviewer(), key)).certificate).toBe(first.certificate);
        other.pass(10 * dayMs);
        const late = await newReviewer();
        const next = await certify(late, key);
        expect(next.validUntil > addMs(first.validUntil, 200 * dayMs)).toBe(true);
        expect((await certify(late, key)).certificate).toBe(next.certificate);
      }));

    it("makes one authority though many ask first at once", () =>
      atAnotherCentre(async (other, newReviewer) => {
        await query(other.databaseUrl, "delete from authorities where purpose = 'signatures'");
        const windows = await Promise.all(Array.from({ length: 4 }, newReviewer));
        const certified = await Promise.all(windows.map((window) => certify(window, newKey())));
        expect(new Set(certified.flatMap(({ trust }) => trust.authorities)).size).toBe(1);
      }));

    it("certifies what a staff card holds for as long as the card is good", () =>
      atAnotherCentre(async (other, newReviewer) => {
        const until = addMs(trialStart, 100 * dayMs);
        const issuer = createRootAuthority({ commonName: "证件卡签发机构", organization: "省电子政务中心" }, Uint8Array.of(1), { from: trialStart, until: addMs(trialStart, 900 * dayMs) });
        const offerCard = async (window: TrialWindow, card: KeyObject) => {
          const [certificate = Buffer.alloc(0)] = issuer.certify(publicInfoOf(card), { commonName: "宋薇", organization: "局" }, Uint8Array.of(2), { from: trialStart, until });
          return ask(window, { carrier: "card", cardCertificate: Buffer.from(certificate).toString("base64"), proof: (await offerOf(window, card)).proof });
        };
        const card = newKey("rsa");
        const certified = certifiedKeySchema.parse((await offerCard(await newReviewer(), card)).body);
        expect(certified.validUntil).toBe(until);
        // A card that ends soon is not certified again and again.
        other.pass(80 * dayMs);
        expect(certifiedKeySchema.parse((await offerCard(await newReviewer(), card)).body).certificate).toBe(certified.certificate);
        other.pass(30 * dayMs);
        expect(said(await offerCard(await newReviewer(), newKey()))).toEqual([422, "signing-key-invalid"]);
      }));

    it("takes no key that is not held, not understood or somebody else's", async () => {
      const key = newKey();
      const offer = await offerOf(reviewer, key);
      expect(said(await ask(clerk, { carrier: "software", ...offer }))).toEqual([422, "signing-key-proof-wrong"]);
      expect(said(await ask(reviewer, { carrier: "software", ...offer, proof: (await offerOf(reviewer, newKey())).proof }))).toEqual([422, "signing-key-proof-wrong"]);
      const weak = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey.export({ type: "spki", format: "der" }).toString("base64");
      for (const publicKey of [weak, "AAAA", Buffer.from("no key").toString("base64")]) {
        expect(said(await ask(reviewer, { carrier: "software", publicKey, proof: offer.proof }))).toEqual([422, "signing-key-invalid"]);
      }
      expect(said(await ask(reviewer, { carrier: "card", cardCertificate: "AAAA", proof: offer.proof }))).toEqual([422, "signing-key-invalid"]);
      await certify(reviewer, key);
      expect(said(await ask(clerk, { carrier: "software", ...(await offerOf(clerk, key)) }))).toEqual([409, "signing-key-of-another"]);
      const withoutPerson = await reviewer.request("POST", "/api/signing-keys", { body: { carrier: "software", ...offer }, headers: { authorization: "" } });
      expect(said(withoutPerson)).toEqual([401, "sign-in-needed"]);
    });

    it("is taken out of use by an administrator only, for good, and written down", async () => {
      const key = newKey();
      const certified = await certify(reviewer, key);
      expect(said(await revoke(reviewer, certified))).toEqual([403, "not-entitled"]);
      expect((await revoke(administrator, certified)).status).toBe(200);
      expect(said(await ask(reviewer, { carrier: "software", ...(await offerOf(reviewer, key)) }))).toEqual([409, "signing-key-revoked"]);
      const path = `/api/people/${reviewer.person.personId}/signing-keys`;
      const listed = (await administrator.request("GET", path)).body;
      expect(listed).toEqual(expect.arrayContaining([expect.objectContaining({ fingerprint: fingerprintOf(certified), revokedAt: centre.now(), revocationReason: "电脑被盗" })]));
      expect(JSON.stringify(listed)).not.toContain(certified.certificate);
      expect((await reviewer.request("GET", path)).body).toEqual(listed);
      expect(said(await clerk.request("GET", path))).toEqual([403, "not-entitled"]);
      expect(said(await administrator.request("POST", "/api/signing-keys/unheard-of/revocation", { body: { reason: "x" } }))).toEqual([404, "signing-key-not-found"]);
      const audit = (await administrator.request("GET", "/api/audit")).body;
      expect(audit).toEqual(expect.arrayContaining([expect.objectContaining({ act: "revoke-signing-key", subject: reviewer.person.personId, personId: administrator.person.personId })]));
    });

    it("is revoked with the PC that keeps it, and the card is not", async () => {
      const lost = await centre.openWindow(reviewersPlace);
      const [kept, card] = [newKey(), newKey()];
      await certify(lost, kept);
      const issuer = createRootAuthority({ commonName: "证件卡签发机构", organization: "省电子政务中心" }, Uint8Array.of(1), { from: trialStart, until: addMs(trialStart, 900 * dayMs) });
      const [certificate = Buffer.alloc(0)] = issuer.certify(publicInfoOf(card), { commonName: "宋薇", organization: "局" }, Uint8Array.of(2), { from: trialStart, until: addMs(trialStart, 800 * dayMs) });
      const body = { carrier: "card", cardCertificate: Buffer.from(certificate).toString("base64"), proof: (await offerOf(lost, card)).proof };
      expect((await ask(lost, body)).status).toBe(200);
      await administrator.request("POST", `/api/workstations/${lost.workstationCode}/shut-out`, { body: { reason: "电脑遗失" } });
      expect(said(await ask(reviewer, { carrier: "software", ...(await offerOf(reviewer, kept)) }))).toEqual([409, "signing-key-revoked"]);
      expect((await ask(reviewer, body)).status).toBe(200);
    });

    it("is certified under the same authority by every process of the centre", async () => {
      const dataFolder = await makeSharedFolder();
      const sealKey = { file: `${centre.dataFolder}/seal-key` };
      const beside = await startCentre({ dataFolder, databaseUrl: centre.databaseUrl, sealKey, now: centre.now });
      const there = await openTrialWindow({ url: beside.url, enrolmentCode: await centre.enrolmentCodeFor(reviewersPlace.officeId), account: reviewersPlace.account, password: centre.password, now: centre.now });
      const [one, other] = [await certify(reviewer, newKey()), await certify(there, newKey())];
      expect(other.trust).toEqual(one.trust);
      await beside.close();
    });

    it("keeps the authority's key unreadable in the database, and comes back with a backup", async () => {
      const folder = await makeSharedFolder();
      await certify(reviewer, newKey());
      const rows = await query<{ line: string }>(centre.databaseUrl, "select authorities::text as line from authorities where purpose = 'signatures'");
      expect(rows).toHaveLength(1);
      await backupCentre(centre.centre, `${folder}/saved`);
      const databaseUrl = await postgres.createDatabase();
      await restoreCentre(`${folder}/saved`, { dataFolder: `${folder}/data`, databaseUrl, now: centre.now });
      const count = "select (select count(*)::int from signing_keys) as keys, (select wrapped_key from authorities where purpose = 'signatures') as authority";
      expect(await query(databaseUrl, count)).toEqual(await query(centre.databaseUrl, count));
    });
  });
}

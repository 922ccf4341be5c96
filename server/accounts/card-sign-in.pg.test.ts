import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createPrivateKey } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cardChallengeSchema } from "../../contracts/card-sign-in.ts";
import { signInSchema } from "../../contracts/sync.ts";
import { publicInfoOf } from "../../documents/signature/authority.ts";
import { createSoftwareSigner } from "../../documents/signature/signer.ts";
import { bytesOfCardSignIn } from "../../domain/signature/card-sign-in.ts";
import type { Signer } from "../../domain/signature/signer.ts";
import { bytesOfKeyProof } from "../../domain/signature/signing-trust.ts";
import { postgresFlavours, query, type TestPostgres } from "../../test/centre/postgres.ts";
import { reviewersPlace, startTrialCentre, type TrialCentre } from "../../test/centre/trial-centre.ts";
import { failureCode, type Answer, type TrialWindow } from "../../test/centre/trial-window.ts";
import { makeCardKeys } from "../../test/emulators/staff-card/card-keys.ts";

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
const said = (answer: Answer) => [answer.status, failureCode(answer)];

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`sign-in by staff card on ${name} (R-SEC-1)`, () => {
    let postgres: TestPostgres;
    let centre: TrialCentre;
    let reviewer: TrialWindow;
    let clerk: TrialWindow;
    let folder: string;
    let signer: Signer;
    let publicKey: string;

    beforeAll(async () => {
      postgres = await start();
      centre = await startTrialCentre(postgres);
      [reviewer, clerk] = [await centre.openWindow(reviewersPlace), await centre.openWindow()];
      folder = await mkdtemp(join(tmpdir(), "card-sign-in-"));
      const keys = await makeCardKeys(folder, "p256", { name: "宋薇" });
      const key = createPrivateKey(await readFile(keys.keyPath));
      const cardCertificate = await readFile(keys.certificatePath);
      signer = createSoftwareSigner(key, [cardCertificate]);
      publicKey = base64(publicInfoOf(key));
      const proof = base64(await signer.sign(bytesOfKeyProof(reviewer.person.personId, publicKey)));
      const registered = await reviewer.request("POST", "/api/signing-keys", { body: { carrier: "card", cardCertificate: base64(cardCertificate), proof } });
      expect(registered.status).toBe(200);
    });
    afterAll(async () => {
      await rm(folder, { recursive: true });
      await centre.close();
      await postgres.stop();
    });

    const challengeOf = async (window: TrialWindow) => cardChallengeSchema.parse((await window.request("POST", "/api/card-challenges")).body).challenge;
    const answer = async (window: TrialWindow, challenge: string, change: { workstationCode?: string; publicKey?: string; signature?: string } = {}): Promise<Answer> => {
      const { workstationCode } = { workstationCode: window.workstationCode, ...change };
      const signature = change.signature ?? base64(await signer.sign(bytesOfCardSignIn({ challenge, workstationCode, publicKey })));
      return window.request("POST", "/api/card-sessions", { body: { challenge, publicKey: change.publicKey ?? publicKey, signature } });
    };

    it("lets the holder in at any workstation, with a token as a password gets", async () => {
      for (const window of [reviewer, clerk]) {
        const { person, personToken } = signInSchema.parse((await answer(window, await challengeOf(window))).body);
        expect(person).toEqual(reviewer.person);
        const current = await window.request("GET", "/api/sessions/current", { headers: { authorization: `Bearer ${personToken}` } });
        expect(current.body).toMatchObject(reviewer.person);
      }
    });

    it("takes a challenge once, at the workstation it was given to, and not for long", async () => {
      const challenge = await challengeOf(reviewer);
      expect((await answer(reviewer, challenge)).status).toBe(200);
      expect(said(await answer(reviewer, challenge))).toEqual([401, "card-challenge-over"]);
      expect(said(await answer(clerk, await challengeOf(reviewer)))).toEqual([401, "card-challenge-over"]);
      expect(said(await answer(reviewer, base64(randomBytes(32))))).toEqual([401, "card-challenge-over"]);
      const late = await challengeOf(reviewer);
      centre.pass(3 * 60_000);
      expect(said(await answer(reviewer, late))).toEqual([401, "card-challenge-over"]);
    });

    it("takes no signature over another workstation's code, none that is junk, and spends the challenge all the same", async () => {
      const challenge = await challengeOf(reviewer);
      expect(said(await answer(reviewer, challenge, { workstationCode: clerk.workstationCode }))).toEqual([401, "card-proof-wrong"]);
      expect(said(await answer(reviewer, challenge))).toEqual([401, "card-challenge-over"]);
      for (const signature of [base64(new Uint8Array(64)), base64(randomBytes(7)), base64(createHash("sha256").update(challenge).digest())]) {
        expect(said(await answer(reviewer, await challengeOf(reviewer), { signature }))).toEqual([401, "card-proof-wrong"]);
      }
    });

    it("knows no card that nobody registered, nor one whose holder's account was ended", async () => {
      expect(said(await answer(reviewer, await challengeOf(reviewer), { publicKey: base64(randomBytes(91)) }))).toEqual([401, "card-unknown"]);
      await query(centre.databaseUrl, `update people set is_active = false where person_id = '${reviewer.person.personId}'`);
      expect(said(await answer(clerk, await challengeOf(clerk)))).toEqual([401, "card-unknown"]);
      await query(centre.databaseUrl, `update people set is_active = true where person_id = '${reviewer.person.personId}'`);
    });

    it("says that a card is over, or was revoked", async () => {
      centre.pass(400 * 24 * 3_600_000);
      expect(said(await answer(clerk, await challengeOf(clerk)))).toEqual([401, "card-over"]);
      await query(centre.databaseUrl, "update signing_keys set revoked_at = '2026-11-16T03:00:00.000Z', revocation_reason = '遗失'");
      expect(said(await answer(clerk, await challengeOf(clerk)))).toEqual([409, "signing-key-revoked"]);
    });
  });
}

import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readX509 } from "../../documents/signature/x509.ts";
import { addMs, instantOf } from "../../domain/time/instant.ts";
import { addFreeItem, askForCertificate, decideTrialCase, openTrialStaff, type TrialStaff } from "../../test/centre/granted-case.ts";
import { postgresFlavours, query, type TestPostgres } from "../../test/centre/postgres.ts";
import { startTrialCentre, trialStart, type TrialCentre } from "../../test/centre/trial-centre.ts";
import { failureCode } from "../../test/centre/trial-window.ts";
import { sealDuePapers } from "../documents/seal-due-papers.ts";
import { startRounds } from "../rounds.ts";
import { publicationsDepartment } from "../seed/offices.ts";
import { readTrustRoots } from "./centre-authority.ts";
import { listExpiring, type Expiring, watchExpiring } from "./expiring-seals.ts";
import { makeSeal, usualSealWords } from "./seals.ts";

const dayMs = 24 * 3_600_000;
const sealMs = 5 * 365 * dayMs;
const officeId = publicationsDepartment.id;
const replacing = { reason: "换章", isCompromised: false };

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`a seal whose certificate runs out, on ${name}`, () => {
    let postgres: TestPostgres;
    let trial: TrialCentre;
    let staff: TrialStaff;
    beforeAll(async () => {
      postgres = await start();
      trial = await startTrialCentre(postgres);
      staff = await openTrialStaff(trial);
    });
    afterAll(async () => {
      await trial.close();
      await postgres.stop();
    });
    /** As if it had been made five years ago, less these days. */
    const makeOld = (daysLeft: number) => makeSeal({ ...trial.centre, now: () => addMs(trial.now(), daysLeft * dayMs - sealMs) }, officeId, usualSealWords, null, replacing);
    const told = async () => (await listExpiring(trial.centre)).map(({ what, officeId: office, stage, daysLeft }) => ({ what, office, stage, daysLeft }));

    it("is told 60 and 30 days before, and once it has; the seals that have time are not", async () => {
      expect(await told()).toEqual([]);
      await makeOld(45);
      expect(await told()).toEqual([{ what: "seal", office: officeId, stage: "within-60-days", daysLeft: 45 }]);
      await makeOld(10);
      expect(await told()).toEqual([{ what: "seal", office: officeId, stage: "within-30-days", daysLeft: 10 }]);
      await makeOld(-1);
      expect(await told()).toMatchObject([{ what: "seal", stage: "expired" }]);
    });

    it("seals nothing after that: no number is taken, papers wait with the reason and are made with the next seal", async () => {
      const caseId = await decideTrialCase(staff, { itemVersion: await addFreeItem(trial, 2) });
      const numbers = () => query(trial.databaseUrl, "select office_id, register, serial from register_counters order by 1, 2");
      const before = await numbers();
      expect(failureCode(await askForCertificate(staff.officer, caseId))).toBe("seal-expired");
      await sealDuePapers(trial.centre);
      const papers = () => query<{ state: string; code: string | null }>(trial.databaseUrl, "select state, failure ->> 'code' as code from due_papers where case_id = $1 order by version, ordinal", [caseId]);
      expect((await papers())[0]).toEqual({ state: "waiting", code: "seal-expired" });
      expect(await numbers()).toEqual(before);
      await makeSeal(trial.centre, officeId, usualSealWords, null, { reason: "证书到期", isCompromised: false });
      for (let round = 0; round < 2; round += 1) {
        trial.pass(3_600_000);
        await sealDuePapers(trial.centre);
      }
      expect((await papers()).map(({ state }) => state)).not.toContain("waiting");
      expect((await askForCertificate(staff.officer, caseId)).body).toMatchObject({ outcome: "applied" });
      expect(await told()).toEqual([]);
    });

    it("is warned of by the rounds at the start and once a day, not each round", async () => {
      await makeOld(20);
      const warned: Expiring[] = [];
      const rounds = startRounds(trial.centre, 5, (error) => expect.unreachable(String(error)), [watchExpiring(trial.centre, (expiring) => void warned.push(expiring))]);
      await vi.waitFor(() => expect(warned).toHaveLength(1), 30_000);
      trial.pass(dayMs);
      await vi.waitFor(() => expect(warned).toHaveLength(2), 30_000);
      await rounds.stop();
      expect(warned.map(({ daysLeft }) => daysLeft)).toEqual([20, 19]);
    });

    it("never outlasts its authority; one that runs out within 60 days is followed by another, and both are trusted", async () => {
      const nearEnd = addMs(trialStart, 20 * 365 * dayMs - 100 * dayMs);
      const late = await makeSeal({ ...trial.centre, now: () => nearEnd }, officeId, usualSealWords, null, replacing);
      const [root] = await readTrustRoots(trial.centre.database, "seals");
      expect(late.validUntil).toBe(instantOf(readX509(root!).validUntilMs));
      const atEnd = addMs(nearEnd, 60 * dayMs);
      expect((await listExpiring({ database: trial.centre.database, now: () => atEnd })).map(({ what }) => what)).toContain("seals-authority");
      await makeSeal({ ...trial.centre, now: () => atEnd }, officeId, usualSealWords, null, replacing);
      expect(await readTrustRoots(trial.centre.database, "seals")).toHaveLength(2);
      expect((await listExpiring({ database: trial.centre.database, now: () => atEnd })).map(({ what }) => what)).not.toContain("seals-authority");
    });
  });
}

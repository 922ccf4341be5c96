import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { faultLinesOf } from "../../contracts/wording/record-report.ts";
import type { RecordedEvent } from "../../domain/case/case-event.ts";
import type { CaseId } from "../../domain/ids.ts";
import { bytesOfRecordSeal, hashOfRecordSeal, type RecordSeal } from "../../domain/record/record-seal.ts";
import { decideTrialCase, openTrialStaff, payTrialFee, type TrialStaff } from "../../test/centre/granted-case.ts";
import { changeAndMend } from "../../test/centre/mend-chain.ts";
import { postgresFlavours, query, type TestPostgres } from "../../test/centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../../test/centre/trial-centre.ts";
import { writeAudit } from "../accounts/audit.ts";
import { startRounds } from "../rounds.ts";
import { openKeyEncryption } from "../seal/key-encryption.ts";
import { sealRecord } from "./seal-record.ts";
import { verifyBeside } from "./verify-beside.ts";
import { verifyRecordSeals } from "./verify-record-seals.ts";
import { verifyRecord } from "./verify-record.ts";

const minuteMs = 60_000;
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`the record under the centre's seals on ${name}`, () => {
    let postgres: TestPostgres;
    let centre: TrialCentre;
    let staff: TrialStaff;

    const run = (statement: string, ...values: unknown[]) => query(centre.databaseUrl, statement, values);
    const seal = () => sealRecord(centre.centre, { isLast: true });
    const verify = () => verifyRecordSeals(centre.centre.database, centre.centre);
    const sealsNow = async () => (await run("select seal from record_seals order by position")).map((row) => row["seal"] as RecordSeal);
    /** Whole by everything but the seals. */
    const looksWhole = async () => expect(await verifyRecord(centre.centre.database)).toMatchObject({ faults: [], feedFaults: [] });
    const refusedCase = async (): Promise<CaseId> => {
      const { window } = staff;
      const [reception] = window.reception();
      const { caseId } = reception!;
      const refusal = { ground: "not-this-authority", reason: "不属于本机关", legalBasis: { law: "行政许可法", article: "第三十二条" }, otherAuthority: "市局", remedies: "可以申请行政复议" };
      expect(await window.push([reception!, window.command("refuseCase", caseId, refusal as never)])).toMatchObject([{ outcome: "applied" }, { outcome: "applied" }]);
      return caseId;
    };
    /** A case decided and paid, sealed on its way as time goes on. */
    const paidCase = async (): Promise<CaseId> => {
      const caseId = await decideTrialCase(staff);
      await seal();
      await payTrialFee(staff, caseId, centre.now());
      await seal();
      return caseId;
    };

    beforeAll(async () => void (postgres = await start()));
    beforeEach(async () => {
      centre = await startTrialCentre(postgres);
      staff = await openTrialStaff(centre);
      return () => centre.close();
    });
    afterAll(() => postgres.stop());

    it("is sealed when there is something new and long enough after the last time, or for the last time, each case once", async () => {
      const round = () => sealRecord(centre.centre, { isLast: false });
      const [first] = [await refusedCase(), await refusedCase()];
      expect(await round()).toBe(1);
      const third = await refusedCase();
      expect(await round()).toBe(0);
      centre.pass(11 * minuteMs);
      expect(await round()).toBe(1);
      centre.pass(11 * minuteMs);
      expect(await round()).toBe(0);
      const last = await refusedCase();
      expect(await seal()).toBe(1);
      const seals = await sealsNow();
      expect(seals.map(({ heads }) => heads.length)).toEqual([2, 1, 1]);
      expect(seals[0]?.heads).toContainEqual({ caseId: first, version: 2, hash: expect.any(String) as string });
      expect([seals[1], seals[2]].map((each) => each?.heads[0]?.caseId)).toEqual([third, last]);
      expect(await verify()).toEqual({ sealCount: 3, isKeyProved: true, sealFaults: [], caseFaults: [] });
    });

    it("is sealed in parts when it is much, by one process, and when the centre stops", async () => {
      for (let at = 0; at < 4; at += 1) await refusedCase();
      const made = await Promise.all([1, 2, 3].map(() => sealRecord(centre.centre, { isLast: true, atOnce: 3 })));
      expect(made.reduce((sum, count) => sum + count, 0)).toBe(3);
      expect((await sealsNow()).flatMap(({ heads }) => heads.map(({ caseId }) => caseId)).filter((caseId, at, all) => all.indexOf(caseId) === at)).toHaveLength(4);
      const failed: unknown[] = [];
      const rounds = startRounds(centre.centre, 3_600_000, (error) => failed.push(error), []);
      await refusedCase();
      await rounds.stop();
      expect(await sealsNow()).toHaveLength(4);
      expect(failed).toEqual([]);
      expect(await verify()).toMatchObject({ sealFaults: [], caseFaults: [] });
    });

    const changes: readonly [what: string, prepare: () => Promise<CaseId>, change: (event: RecordedEvent) => RecordedEvent, version: number, kind: string][] = [
      ["a payment", () => paidCase(), (event) => (event.kind === "paymentRecorded" ? { ...event, payload: { ...event.payload, payer: "别人" } } : event), 8, "paymentRecorded"],
      ["why the window refused", () => refusedCase(), (event) => (event.kind === "caseRefused" ? { ...event, payload: { ...event.payload, reason: "另一个理由" } } : event), 1, "caseReceived"],
    ];
    it.each(changes)("tells %s changed with the whole chain mended, which nothing else tells", async (_what, prepare, change, version, kind) => {
      const caseId = await prepare();
      await seal();
      await changeAndMend(centre.databaseUrl, caseId, change);
      await looksWhole();
      const { caseFaults, sealFaults } = await verify();
      expect(sealFaults).toEqual([]);
      expect(caseFaults).toMatchObject([{ caseId, version, kind }]);
      expect(faultLinesOf({ faults: [], feedFaults: [], ...(await verifyBeside(centre.centre.database, centre.centre)) })).toEqual([expect.stringMatching(/^办件 \d.*封存.*时不同，封存后被改动或删除/)]);
    });

    it("tells any event of a case changed, one after the other", async () => {
      const caseId = await paidCase();
      const [row] = await run("select version from cases where case_id = $1", caseId);
      for (let version = 1; version <= Number(row?.["version"]); version += 1) {
        await changeAndMend(centre.databaseUrl, caseId, (event) => (event.version === version ? { ...event, rulesVersion: event.rulesVersion + 1 } : event));
        const { caseFaults } = await verify();
        expect(caseFaults).toMatchObject([{ caseId }]);
        expect([caseFaults[0]!.version <= version, caseFaults[0]!.until >= version], `event ${version}`).toEqual([true, true]);
        await changeAndMend(centre.databaseUrl, caseId, (event) => (event.version === version ? { ...event, rulesVersion: event.rulesVersion - 1 } : event));
        expect((await verify()).caseFaults).toEqual([]);
      }
    });

    it("tells an end cut off and a case gone, with every trace of them", async () => {
      const [cut, gone] = [await refusedCase(), await refusedCase()];
      await seal();
      const forget = async (caseId: CaseId, from: number) => {
        await run("delete from commands where case_id = $1 and first_version >= $2", caseId, from);
        await run("delete from feed where case_id = $1 and version >= $2", caseId, from);
        await run("delete from events where case_id = $1 and version >= $2", caseId, from);
      };
      await forget(cut, 2);
      await run("update cases set version = 1, head_hash = (select hash from events where case_id = $1) where case_id = $1", cut);
      await forget(gone, 1);
      for (const table of ["cases", "case_files", "due_papers", "messages"]) await run(`delete from ${table} where case_id = $1`, gone);
      await run("update feed set position = numbered.place from (select office_id, position, row_number() over (partition by office_id order by position) as place from feed) numbered where numbered.office_id = feed.office_id and numbered.position = feed.position");
      await run("update feed_heads set position = (select count(*) from feed where feed.office_id = feed_heads.office_id)");
      await looksWhole();
      expect((await verify()).caseFaults).toMatchObject([
        { caseId: cut, version: 1, until: 2 },
        { caseId: gone, caseNumber: null, version: 1, until: 2, kind: null },
      ]);
    });

    it("tells seals taken away, changed, put in another order or signed by another", async () => {
      for (let at = 0; at < 3; at += 1) {
        await refusedCase();
        await seal();
      }
      const saved = (await run("select position, sealed_at, hash, seal from record_seals order by position")).map((row) => ({ ...row, seal: row["seal"] as RecordSeal })) as { position: number; sealed_at: string; hash: string; seal: RecordSeal }[];
      const put = async (seals: readonly RecordSeal[]) => {
        await run("delete from record_seals");
        for (const each of seals) await run("insert into record_seals values ($1, $2, $3, $4)", each.position, each.sealedAt, each.hash, JSON.stringify(each));
        return (await verify()).sealFaults;
      };
      const [one, two, three] = saved.map(({ seal: each }) => each) as [RecordSeal, RecordSeal, RecordSeal];
      const mend = (each: RecordSeal): RecordSeal => ({ ...each, hash: hashOfRecordSeal(each, hash) });
      expect(await put([one, two, three])).toEqual([]);
      expect(await put([one, two])).toEqual([{ position: 3, problem: "seals-missing" }]);
      expect(await put([])).toEqual([{ position: 3, problem: "seals-missing" }]);
      expect(await put([one, three])).toEqual([{ position: 3, problem: "position-missing" }]);
      expect(await put([one, { ...two, sealedAt: one.sealedAt, heads: [] }, three])).toEqual([{ position: 2, problem: "content-changed" }]);
      expect(await put([one, mend({ ...two, heads: [] }), three])).toEqual([{ position: 2, problem: "signature-invalid" }]);
      expect(await put([one, two, mend({ ...three, heads: [] })])).toEqual([{ position: 3, problem: "signature-invalid" }, { position: 3, problem: "seals-missing" }]);
      expect(await put([one, { ...two, position: "2" } as never, three])).toEqual([{ position: 2, problem: "unreadable" }]);

      // Somebody makes a key of their own and has it pass for the centre's.
      const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const forged = mend({ ...two, heads: [], authorityId: "00000000-0000-7000-8000-00000000000f" });
      const signed = { ...forged, signature: sign("sha256", bytesOfRecordSeal(forged), privateKey).toString("base64") };
      expect(await put([one, signed, mend({ ...three, previousHash: signed.hash })])).toContainEqual({ position: 2, problem: "authority-unknown" });
      await run("insert into authorities select $1, certificate, wrapped_key, made_at, purpose from authorities where purpose = 'record'", forged.authorityId);
      expect(await put([one, signed, three])).toContainEqual({ position: 2, problem: "authority-unknown" });
    });

    it("is found the same however many seals are looked at at once, by fewer questions to the database", async () => {
      const cases = [];
      for (let at = 0; at < 6; at += 1) {
        cases.push(await refusedCase());
        await writeAudit(centre.centre.database, centre.centre, { personId: null, act: "make-seal", subject: String(at), details: {} });
        centre.pass(30 * minuteMs);
        await seal();
      }
      const later = await paidCase();
      for (const caseId of [cases[1]!, cases[4]!, later]) await changeAndMend(centre.databaseUrl, caseId, (event) => ({ ...event, rulesVersion: event.rulesVersion + 1 }));
      await run("update audit set subject = 'z' where subject = '3'");
      // It proves nothing then, nor does the one that goes on from it.
      await run("update record_seals set hash = 'x' where position = 6");
      const asked = vi.spyOn(centre.centre.database.$client, "query");
      const look = async (sealsAtOnce: number) => {
        asked.mockClear();
        return { report: await verifyRecordSeals(centre.centre.database, centre.centre, sealsAtOnce), questions: asked.mock.calls.length };
      };
      const [one, three, all] = [await look(1), await look(3), await look(50)];
      expect(one.report).toMatchObject({ sealCount: 8, sealFaults: [{ position: 4, problem: "audit-changed" }, { position: 6, problem: "row-differs" }] });
      expect(one.report.caseFaults.map(({ caseId, position }) => [caseId, position])).toEqual([[cases[1], 2], [cases[4], 5], [later, 8]]);
      expect([three.report, all.report]).toEqual([one.report, one.report]);
      expect(all.questions).toBeLessThan(one.questions);
      expect(all.questions).toBeLessThan(12);
    });

    it("waits for its key without saying so in every round", async () => {
      const keyEncryption = openKeyEncryption({ text: "no key", file: "" }, randomBytes);
      await refusedCase();
      const failed: unknown[] = [];
      let roundCount = 0;
      const rounds = startRounds({ ...centre.centre, keyEncryption }, 5, (error) => failed.push(error), [async () => void (roundCount += 1)]);
      await vi.waitFor(() => expect(roundCount).toBeGreaterThan(6), 30_000);
      await rounds.stop();
      expect(failed).toMatchObject([{ code: "seal-key-invalid" }]);
      expect(await sealsNow()).toEqual([]);
      expect(await seal()).toBe(1);
    });

    it("tells an administrator's act changed, taken out or added in the past", async () => {
      await writeAudit(centre.centre.database, centre.centre, { personId: null, act: "make-seal", subject: "x", details: {} });
      centre.pass(30 * minuteMs);
      await seal();
      await writeAudit(centre.centre.database, centre.centre, { personId: null, act: "make-seal", subject: "y", details: {} });
      centre.pass(30 * minuteMs);
      await seal();
      expect(await verify()).toMatchObject({ sealCount: 2, sealFaults: [] });
      const broken = [{ position: 1, problem: "audit-changed" }];
      await run("update audit set subject = 'z' where subject = 'x'");
      expect((await verify()).sealFaults).toEqual(broken);
      await run("update audit set subject = 'x' where subject = 'z'");
      expect((await verify()).sealFaults).toEqual([]);
      await run("insert into audit select gen_random_uuid(), occurred_at, person_id, act, subject, details from audit where subject = 'x'");
      expect((await verify()).sealFaults).toEqual(broken);
      await run("delete from audit where subject = 'x'");
      expect((await verify()).sealFaults).toEqual(broken);
    });
  });
}

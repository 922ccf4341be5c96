import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { recordCheckListSchema } from "../../contracts/record-check.ts";
import type { CaseId } from "../../domain/ids.ts";
import { postgresFlavours, query, type TestPostgres } from "../../test/centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../../test/centre/trial-centre.ts";
import type { TrialWindow } from "../../test/centre/trial-window.ts";
import { startRecordChecks } from "../record-checks.ts";
import { checkSomeOfRecord, listRecordChecks } from "./check-record.ts";

const dayMs = 24 * 3_600_000;

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`the centre's own check of its record on ${name}`, () => {
    let postgres: TestPostgres;
    let centre: TrialCentre;
    let window: TrialWindow;

    const receivedCase = async (): Promise<CaseId> => {
      const [reception] = window.reception();
      await window.push([reception!]);
      return reception!.caseId;
    };
    const change = (statement: string, caseId: CaseId) => query(centre.databaseUrl, statement, [caseId]);
    const numberOf = async (caseId: CaseId) => (await query<{ number: string }>(centre.databaseUrl, "select number from cases where case_id = $1", [caseId]))[0]!.number;
    const step = () => checkSomeOfRecord(centre.centre, 2);
    /** Steps until the check that is due has ended. */
    const finish = async () => {
      for (;;) {
        const done = await step();
        if (done === undefined || done.check.endedAt !== null) return done;
      }
    };

    beforeAll(async () => {
      postgres = await start();
      centre = await startTrialCentre(postgres);
      window = await centre.openWindow();
    });
    afterAll(async () => {
      await centre.close();
      await postgres.stop();
    });

    it("goes on step by step where the last one stopped, ends, and begins anew the next day", async () => {
      for (let at = 0; at < 5; at += 1) await receivedCase();
      const begunAt = centre.now();
      expect(await step()).toMatchObject({ check: { begunAt, endedAt: null, caseCount: 2 }, newLines: [] });
      centre.pass(60_000);
      expect(await step()).toMatchObject({ check: { begunAt, endedAt: null, caseCount: 4 } });
      expect(await step()).toMatchObject({ check: { begunAt, endedAt: centre.now(), caseCount: 5, eventCount: 5, found: [] } });
      expect(await step()).toBeUndefined();
      centre.pass(dayMs);
      expect(await step()).toMatchObject({ check: { begunAt: centre.now(), endedAt: null, caseCount: 2 } });
      await finish();
    });

    it("is made by one process at a time", async () => {
      centre.pass(dayMs);
      const together = await Promise.all([step(), step(), step()]);
      const counts = together.flatMap((done) => done?.check.caseCount ?? []).sort((a, b) => a - b);
      expect(counts).toEqual(counts.map((_, at) => Math.min(5, (at + 1) * 2)));
      await finish();
      expect((await listRecordChecks(centre.centre.database, 1))[0]).toMatchObject({ caseCount: 5 });
    });

    it("names what was changed, once each, and tells the log, the administrator and the supervisor", async () => {
      const [changed, gone] = [await receivedCase(), await receivedCase()];
      const number = await numberOf(changed);
      await change("update events set event = replace(event::text, '红梅书店', '红霉书店')::json where case_id = $1", changed);
      await change("delete from events where case_id = $1", gone);
      await change("delete from cases where case_id = $1", gone);
      await query(centre.databaseUrl, "insert into seal_use_heads values ($1, 1, 'x')", [window.officeId]);
      centre.pass(dayMs);
      const log = { info: vi.fn(), error: vi.fn() };
      const checks = startRecordChecks(centre.centre, 5, log);
      await vi.waitFor(() => expect(log.info).toHaveBeenCalledWith({ cases: 6, events: 6, faults: 3 }, "the record was checked"), { timeout: 20_000 });
      await checks.stop();
      const faults = [
        expect.stringMatching(`办件 ${number} 第 1 条记录（接件）：内容被改动`) as string,
        expect.stringMatching(/第 1 条记录：整个办件已不在记录中/) as string,
        expect.stringContaining(window.officeId) as string,
      ];
      expect(log.error.mock.calls).toEqual(faults.map((fault) => [{ fault }, "the record was changed"]));

      for (const account of ["pengjian", "fangzhiyuan"]) {
        const desk = await centre.openWindow({ account });
        const { body } = await desk.request("GET", "/api/record-checks?limit=1");
        expect(recordCheckListSchema.parse(body).checks).toEqual([{ begunAt: centre.now(), endedAt: centre.now(), caseCount: 6, eventCount: 6, faults }]);
      }
      const clerk = await centre.openWindow();
      expect((await clerk.request("GET", "/api/record-checks")).status).toBe(403);
    });

    it("says in the log what kept it from checking, and tries again", async () => {
      const log = { info: vi.fn(), error: vi.fn() };
      centre.pass(dayMs);
      await query(centre.databaseUrl, "alter table record_checks rename to away");
      const checks = startRecordChecks(centre.centre, 5, log);
      await vi.waitFor(() => expect(log.error).toHaveBeenCalledWith({ error: expect.anything() as unknown }, "check of the record broken off"), { timeout: 20_000 });
      await query(centre.databaseUrl, "alter table away rename to record_checks");
      await vi.waitFor(() => expect(log.info).toHaveBeenCalled(), { timeout: 20_000 });
      await checks.stop();
    });
  });
}

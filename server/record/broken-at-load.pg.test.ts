import { beforeAll, describe, expect, it } from "vitest";
import { casePapersSchema } from "../../contracts/certificates.ts";
import { recordFaultSchema } from "../../contracts/record-check.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { RecordFault } from "../../domain/record/record-fault.ts";
import { postgresFlavours, query } from "../../test/centre/postgres.ts";
import { startTrialWithReviewer, type TrialCentre } from "../../test/centre/trial-centre.ts";
import type { TrialWindow } from "../../test/centre/trial-window.ts";
import { sealDuePapers } from "../documents/seal-due-papers.ts";
import { runDueWork } from "./due-work.ts";

const dayMs = 24 * 3_600_000;

/** A case's events: received, three materials, accepted. */
const tampering: readonly [what: string, statement: string, mend: string, fault: RecordFault][] = [
  [
    "an event's content",
    "update events set event = replace(event::text, '王秀兰', '王秀南')::json where version = 2 and case_id = $1",
    "update events set event = replace(event::text, '王秀南', '王秀兰')::json where version = 2 and case_id = $1",
    { version: 2, kind: "materialRecorded", problem: "content-changed" },
  ],
  [
    "a column beside the event",
    "update events set recorded_at = recorded_at || '+' where version = 3 and case_id = $1",
    "update events set recorded_at = replace(recorded_at, '+', '') where version = 3 and case_id = $1",
    { version: 3, kind: "materialRecorded", problem: "row-differs" },
  ],
  [
    "an event that is none",
    "update events set event = json_build_object('was', event) where version = 1 and case_id = $1",
    "update events set event = event->'was' where version = 1 and case_id = $1",
    { version: 1, kind: null, problem: "row-differs" },
  ],
  [
    "nothing in an event's place",
    "update events set event = json_build_array(null, event)->0, kind = kind || event::text where version = 4 and case_id = $1",
    "update events set event = substr(kind, position('{' in kind))::json, kind = split_part(kind, '{', 1) where version = 4 and case_id = $1",
    { version: 4, kind: null, problem: "row-differs" },
  ],
  [
    "the case's own row",
    "update cases set version = version - 1 where case_id = $1",
    "update cases set version = version + 1 where case_id = $1",
    { version: 5, kind: null, problem: "events-missing" },
  ],
];

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`a record that was changed, loaded by the centre on ${name}`, () => {
    let centre: TrialCentre;
    let window: TrialWindow;
    let reviewer: TrialWindow;
    const opinion = { stepCode: "preliminary-review", verdict: "agree", text: "同意。", reasons: "", legalBasis: null } as const;
    const breaking = "update events set event = replace(event::text, '红梅书店', '红霉书店')::json where version = 1 and case_id = $1";

    const acceptedCase = async (): Promise<CaseId> => {
      const commands = window.reception();
      const { caseId } = commands[0]!;
      await window.push([...commands, window.command("acceptCase", caseId, {})]);
      return caseId;
    };
    const change = (statement: string, caseId: CaseId) => query(centre.databaseUrl, statement, [caseId]);
    const eventCountOf = async (caseId: CaseId) => (await query(centre.databaseUrl, "select 1 from events where case_id = $1", [caseId])).length;

    beforeAll(async () => {
      const trial = await startTrialWithReviewer(start);
      ({ centre, window, reviewer } = trial);
      return trial.stop;
    });

    it.each(tampering)("takes no act while %s is wrong, says so, and shows it to who reads", async (_what, statement, mend, fault) => {
      const [broken, whole] = [await acceptedCase(), await acceptedCase()];
      const commands = await Promise.all([broken, whole].map((caseId) => reviewer.signedCommand("signOpinion", caseId, opinion)));
      await change(statement, broken);
      const refusal = { code: "centre-record-broken", version: fault.version, problem: fault.problem };
      expect(await reviewer.push(commands)).toMatchObject([{ outcome: "rejected", refusal, isDuplicate: false }, { outcome: "applied" }]);
      expect(await reviewer.push(commands)).toMatchObject([{ outcome: "rejected", refusal, isDuplicate: true }, { outcome: "applied", isDuplicate: true }]);
      const { status, body } = await reviewer.request("GET", `/api/cases/${broken}/events`);
      expect(status).toBe(200);
      expect(recordFaultSchema.parse((body as { fault: unknown }).fault)).toEqual(fault);
      expect((body as { events: unknown[] }).events).toHaveLength(5);
      expect((await reviewer.request("GET", `/api/cases/${whole}/events`)).body).toMatchObject({ fault: null });

      await change(mend, broken);
      expect(await reviewer.push([await reviewer.signedCommand("signOpinion", broken, opinion)])).toMatchObject([{ outcome: "applied" }]);
      expect((await reviewer.request("GET", `/api/cases/${broken}/events`)).body).toMatchObject({ fault: null });
    });

    it("tells the clerk what happened, what was kept and what to do", () => {
      const said = wordingOf({ code: "centre-record-broken", version: 2, problem: "content-changed" });
      expect(said).toMatch(/第 2 条记录.*内容被改动.*没有办理.*保持原样.*仍可查看.*系统管理员.*备份恢复/);
    });

    it("numbers no document on it, keeps the paper waiting with the reason and makes it once the record is restored", async () => {
      const caseId = await acceptedCase();
      await window.push([window.command("withdrawCase", caseId, { reason: "不办了" })]);
      await change(breaking, caseId);
      await sealDuePapers(centre.centre);
      const papers = async () => casePapersSchema.parse((await window.request("GET", `/api/cases/${caseId}/papers`)).body);
      const failure = { code: "paper-record-broken", details: { version: 1, problem: "content-changed" } };
      expect(await papers()).toMatchObject({ documents: [], waiting: [{ document: "withdrawal-decision", failure }], fault: { version: 1 } });
      expect(wordingOf(failure)).toMatch(/第 1 条记录.*文书没有生成.*保持原样.*从备份恢复/);
      await change("update events set event = replace(event::text, '红霉书店', '红梅书店')::json where version = 1 and case_id = $1", caseId);
      centre.pass(5 * 60_000);
      await sealDuePapers(centre.centre);
      expect(await papers()).toMatchObject({ documents: [{ document: "withdrawal-decision" }, { document: "delivery-receipt" }], waiting: [], fault: null });
    });

    it("does nothing on it by itself, round after round, and leaves no trail of refusals", async () => {
      const received = window.reception().slice(0, 1);
      const sound = window.reception().slice(0, 1);
      await window.push([...received, ...sound]);
      const [broken, whole] = [received[0]!.caseId, sound[0]!.caseId];
      await change(breaking, broken);
      centre.pass(12 * dayMs);
      await runDueWork(centre.centre);
      await runDueWork(centre.centre);
      expect([await eventCountOf(broken), await eventCountOf(whole)]).toEqual([1, 2]);
      expect(await change("select 1 from commands where case_id = $1", broken)).toHaveLength(1);
    });
  });
}

import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { commandResultSchema } from "../../contracts/sync.ts";
import type { CaseId } from "../../domain/ids.ts";
import { addFreeItem, askForCertificate, decideTrialCase, openTrialStaff, newRequestId, type TrialStaff } from "../../test/centre/granted-case.ts";
import { postgresFlavours, query, type TestPostgres } from "../../test/centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../../test/centre/trial-centre.ts";
import { publicationsDepartment } from "../seed/offices.ts";
import { findRegisterFaults } from "./verify-registers.ts";

/** Registers edited behind the program's back, one statement after the other, each undone again. */
for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`an edited register on ${name}`, () => {
    let postgres: TestPostgres;
    let trial: TrialCentre;
    let staff: TrialStaff;
    /** The first was replaced by the second, which was revoked. */
    let first: string;
    let second: string;
    let caseId: CaseId;

    const issue = async (wish: Record<string, unknown> = {}): Promise<string> => {
      const result = commandResultSchema.parse((await askForCertificate(staff.officer, caseId, wish)).body);
      const event = result.outcome === "applied" ? result.events[0] : undefined;
      if (event?.kind !== "certificateIssued") throw new Error(JSON.stringify(result));
      return event.payload.number;
    };

    beforeAll(async () => {
      postgres = await start();
      trial = await startTrialCentre(postgres);
      staff = await openTrialStaff(trial);
      caseId = await decideTrialCase(staff, { itemVersion: await addFreeItem(trial, 2) });
      first = await issue();
      second = await issue({ issue: "reissue", replaces: first, reason: "遗失" });
      await staff.officer.push([staff.officer.command("recordCertificatePrint", caseId, { number: second, issueNumber: 2, paperSerial: "A0001", outcome: "printed", note: "" })]);
      await staff.officer.request("POST", "/api/certificate-sheets", { body: { register: "publication-licence", paperSerial: "Z0001", note: "受潮" } });
      const revocation = { requestId: newRequestId(), number: second, reason: "以欺骗手段取得", legalBasis: { law: "《中华人民共和国行政许可法》", article: "第六十九条" } };
      expect(await staff.officer.request("POST", `/api/cases/${caseId}/certificate/revocation`, { body: revocation })).toMatchObject({ status: 200, body: { outcome: "applied" } });
      await query(trial.databaseUrl, ["certificates", "certificate_sheets", "register_entries"].map((table) => `create table kept_${table} as select * from ${table}`).join(";"));
    });
    afterEach(async () => {
      await query(trial.databaseUrl, ["certificates", "certificate_sheets", "register_entries"].map((table) => `delete from ${table}; insert into ${table} select * from kept_${table}`).join(";"));
    });
    afterAll(async () => {
      await trial.close();
      await postgres.stop();
    });

    const faults = () => findRegisterFaults(trial.centre.database);
    const changed = (key: string, value: string): string => `update certificates set certificate = jsonb_set(certificate::jsonb, '{${key}}', '${value}')::json`;

    it("is nothing to report as the centre keeps it", async () => {
      expect(await faults()).toEqual([]);
    });

    it.each([
      ["a revocation taken out", () => `${changed("revocation", "null")} where number = '${second}'`, () => second],
      ["a revocation's column emptied", () => `update certificates set revoked_at = null where number = '${second}'`, () => second],
      ["a replaced one revived", () => `${changed("replacedBy", "null")} where number = '${first}'`, () => first],
      ["another holder", () => `${changed("holderName", '"赵六"')} where number = '${second}'`, () => second],
      ["a longer term", () => `${changed("validUntil", '"2099-12-31"')} where number = '${second}'`, () => second],
      ["another file", () => `update certificates set sha256 = '${"0".repeat(64)}' where number = '${second}'`, () => second],
    ])("names the certificate with %s", async (_what, statement, number) => {
      await query(trial.databaseUrl, statement());
      expect(await faults()).toMatchObject([{ table: "certificates", caseId, number: number(), problem: "row-differs" }]);
    });

    it.each([
      ["another's name on it", "update certificate_sheets set person_id = gen_random_uuid() where case_id is null", "Z0001", "row-differs"],
      ["taken for printed", "update certificate_sheets set outcome = 'printed' where case_id is null", "Z0001", "row-differs"],
      ["taken out", "delete from certificate_sheets where case_id is null", "Z0001", "row-missing"],
      ["made up", "insert into certificate_sheets (office_id, register, paper_serial, outcome, used_at, note) select office_id, register, 'Z0002', outcome, used_at, note from certificate_sheets where case_id is null", "Z0002", "no-such-event"],
    ])("names the sheet of no case that is %s", async (_what, statement, number, problem) => {
      await query(trial.databaseUrl, statement);
      expect(await faults()).toEqual([{ table: "certificate_sheets", officeId: publicationsDepartment.id, caseId: null, number, problem }]);
    });

    it("names rows taken out and rows made up", async () => {
      await query(trial.databaseUrl, `delete from certificates where number = '${second}'; update certificate_sheets set outcome = 'spoilt' where case_id is not null; update register_entries set number = '伪造1' where number = '${first}'`);
      expect(await faults()).toMatchObject([
        { table: "certificates", number: second, problem: "row-missing" },
        { table: "certificate_sheets", number: "A0001", problem: "row-differs" },
        { table: "register_entries", number: first, problem: "row-missing" },
        { table: "register_entries", number: "伪造1", problem: "no-such-event" },
      ]);
      const stranger = newRequestId();
      await query(trial.databaseUrl, `update certificates set case_id = '${stranger}'`);
      expect((await faults())[0]).toMatchObject({ table: "certificates", caseId: stranger, number: first, problem: "no-such-event" });
    });
  });
}

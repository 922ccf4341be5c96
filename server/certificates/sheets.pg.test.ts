import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandResultSchema } from "../../contracts/sync.ts";
import type { CaseId } from "../../domain/ids.ts";
import { addFreeItem, askForCertificate, decideTrialCase, openTrialStaff, type TrialStaff } from "../../test/centre/granted-case.ts";
import { postgresFlavours, query, type TestPostgres } from "../../test/centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../../test/centre/trial-centre.ts";

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`certificate paper on ${name}`, () => {
    let postgres: TestPostgres;
    let trial: TrialCentre;
    let staff: TrialStaff;
    let free: number;
    beforeAll(async () => {
      postgres = await start();
      trial = await startTrialCentre(postgres);
      staff = await openTrialStaff(trial);
      free = await addFreeItem(trial, 2);
    });
    afterAll(async () => {
      await trial.close();
      await postgres.stop();
    });

    const issued = async (): Promise<{ caseId: CaseId; number: string }> => {
      const caseId = await decideTrialCase(staff, { itemVersion: free });
      const result = commandResultSchema.parse((await askForCertificate(staff.officer, caseId)).body);
      const event = result.outcome === "applied" ? result.events[0] : undefined;
      if (event?.kind !== "certificateIssued") throw new Error("not issued");
      return { caseId, number: event.payload.number };
    };
    const print = ({ caseId, number }: { caseId: CaseId; number: string }, paperSerial: string, outcome: "printed" | "spoilt" = "printed") =>
      staff.officer.command("recordCertificatePrint", caseId, { number, issueNumber: 1, paperSerial, outcome, note: "" });
    const sheets = () => query<{ serial: string; outcome: string }>(trial.databaseUrl, "select paper_serial as serial, outcome from certificate_sheets order by paper_serial");

    it("is used once, whatever the case, and every sheet is accounted for", async () => {
      const [one, other] = [await issued(), await issued()];
      const results = await staff.officer.push([
        print(one, "A0001", "spoilt"), print(one, "A0002"), print(other, "A0002"), print(other, "A0001", "spoilt"), print(other, "A0003"), print(one, "A0002", "spoilt"),
      ]);
      expect(results.map((result) => (result.outcome === "rejected" ? result.refusal : result.outcome))).toEqual([
        "applied", "applied", { code: "paper-serial-used", paperSerial: "A0002" }, { code: "paper-serial-used", paperSerial: "A0001" }, "applied", "applied",
      ]);
      expect(await sheets()).toEqual([{ serial: "A0001", outcome: "spoilt" }, { serial: "A0002", outcome: "spoilt" }, { serial: "A0003", outcome: "printed" }]);
    });

    it("goes to one of two cases that name it in the same moment", async () => {
      const [one, other] = [await issued(), await issued()];
      const answers = await Promise.all([staff.officer.push([print(one, "B0001")]), staff.officer.push([print(other, "B0001")])]);
      expect(answers.flat().map(({ outcome }) => outcome).sort()).toEqual(["applied", "rejected"]);
      expect((await sheets()).filter(({ serial }) => serial === "B0001")).toHaveLength(1);
    });
  });
}

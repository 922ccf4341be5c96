import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sheetStocksSchema } from "../../contracts/certificates.ts";
import { commandResultSchema } from "../../contracts/sync.ts";
import type { CaseId } from "../../domain/ids.ts";
import { addFreeItem, askForCertificate, decideTrialCase, newRequestId, openTrialStaff, type TrialStaff } from "../../test/centre/granted-case.ts";
import { postgresFlavours, query, type TestPostgres } from "../../test/centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../../test/centre/trial-centre.ts";
import { constructionDepartment } from "../seed/offices.ts";

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

    const ask = async ({ caseId, number }: { caseId: CaseId; number: string }, paperSerial: string) =>
      (await staff.officer.request("POST", `/api/cases/${caseId}/certificate/sheet`, { body: { number, issueNumber: 1, paperSerial } })).body;
    const spoil = async (paperSerial: string, note = "受潮") => (await staff.officer.request("POST", "/api/certificate-sheets", { body: { register: "publication-licence", paperSerial, note } })).body;

    it("is asked for before it is printed on, and asking uses nothing", async () => {
      const [one, other] = [await issued(), await issued()];
      await staff.officer.push([print(one, "C0001")]);
      expect(await ask(other, "C0002")).toEqual({ refusal: null });
      expect(await ask(other, "C0002")).toEqual({ refusal: null });
      expect(await ask(other, "C0001")).toEqual({ refusal: { code: "paper-serial-used", paperSerial: "C0001" } });
      // A colleague printed it: a second sealed sheet must not come out.
      expect(await ask(one, "C0003")).toEqual({ refusal: { code: "certificate-already-printed", number: one.number, paperSerial: "C0001" } });
      expect(await ask({ ...one, caseId: newRequestId() as string as CaseId }, "C0003")).toEqual({ refusal: { code: "case-unknown" } });
      expect((await staff.handler.request("POST", `/api/cases/${one.caseId}/certificate/sheet`, { body: { number: one.number, issueNumber: 1, paperSerial: "C9" } })).status).toBe(403);
      expect((await sheets()).map(({ serial }) => serial)).not.toContain("C0002");
    });

    it("is spoilt for no certificate, once, and for none after", async () => {
      const one = await issued();
      await staff.officer.push([print(one, "D0001")]);
      expect(await spoil("D0002")).toEqual({ refusal: null });
      expect(await spoil("D0002")).toEqual({ refusal: null });
      expect(await spoil("D0001")).toEqual({ refusal: { code: "paper-serial-used", paperSerial: "D0001" } });
      const two = await issued();
      expect(await ask(two, "D0002")).toEqual({ refusal: { code: "paper-serial-used", paperSerial: "D0002" } });
      expect(await staff.officer.push([print(two, "D0002")])).toMatchObject([{ outcome: "rejected", refusal: { code: "paper-serial-used" } }]);
      expect((await staff.handler.request("POST", "/api/certificate-sheets", { body: { register: "publication-licence", paperSerial: "D0009", note: "受潮" } })).status).toBe(403);
    });

    it("is told an office with what is missing, and only its own", async () => {
      const one = await issued();
      await staff.officer.push([print(one, "E0001", "spoilt"), print(one, "E0004")]);
      await spoil("E0006", "进纸两张");
      const { body } = await staff.officer.request("GET", "/api/certificate-sheets");
      const [stock] = sheetStocksSchema.parse(body);
      expect(stock).toMatchObject({ register: "publication-licence", name: "出版物经营许可证" });
      expect(stock?.missing.filter(({ from }) => from.startsWith("E"))).toEqual([{ from: "E0002", to: "E0003", count: 2 }, { from: "E0005", to: "E0005", count: 1 }]);
      expect(stock?.sheets.filter(({ paperSerial }) => paperSerial.startsWith("E"))).toMatchObject([
        { paperSerial: "E0006", outcome: "spoilt", number: null, note: "进纸两张" },
        { paperSerial: "E0004", outcome: "printed", number: one.number, note: null },
        { paperSerial: "E0001", outcome: "spoilt", number: one.number, note: null },
      ]);
      const counted = await query<{ outcome: string; count: number }>(trial.databaseUrl, "select outcome, count(*)::integer as count from certificate_sheets group by 1 order by 1");
      expect([stock?.printedCount, stock?.spoiltCount]).toEqual(counted.map(({ count }) => count));
      const construction = await trial.openWindow({ officeId: constructionDepartment.id, account: "dengli" });
      expect(sheetStocksSchema.parse((await construction.request("GET", "/api/certificate-sheets")).body).every(({ printedCount, spoiltCount }) => printedCount + spoiltCount === 0)).toBe(true);
    });
  });
}

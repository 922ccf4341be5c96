import { execFileSync } from "node:child_process";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { casePapersSchema, verificationSchema } from "../../contracts/certificates.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { Failure } from "../../domain/failure.ts";
import type { CaseId } from "../../domain/ids.ts";
import { regionDateOf } from "../../domain/time/instant.ts";
import { askForCertificate, decideTrialCase, payTrialFee, startStaffedTrial, trialDenial, type TrialStaff } from "../../test/centre/granted-case.ts";
import { postgresFlavours, query } from "../../test/centre/postgres.ts";
import type { TrialCentre } from "../../test/centre/trial-centre.ts";
import { makePage, trialApplication, type TrialWindow } from "../../test/centre/trial-window.ts";
import { findRegisterGaps } from "../certificates/registers.ts";
import { findRegisterFaults } from "../certificates/verify-registers.ts";
import { runDueWork } from "../record/due-work.ts";
import { officeSchema } from "../routes/administration-schemas.ts";
import { publicationsDepartment } from "../seed/offices.ts";
import { runOutgoingWork } from "../outgoing-work.ts";
import { verifyRecord } from "../record/verify-record.ts";
import { verifySealLog } from "../seal/verify-seal-log.ts";
import { sealDuePapers } from "./seal-due-papers.ts";

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`documents of decision on ${name}`, () => {
    let trial: TrialCentre;
    let staff: TrialStaff;
    let administrator: TrialWindow;
    let free: number;
    beforeAll(async () => {
      const staffed = await startStaffedTrial(start);
      ({ trial, staff, administrator, free } = staffed);
      return staffed.stop;
    });
    afterEach(async () => {
      vi.restoreAllMocks();
      expect(await verifyRecord(trial.centre.database)).toMatchObject({ faults: [] });
      expect(await verifySealLog(trial.centre.database)).toMatchObject({ faults: [] });
      expect(await findRegisterGaps(trial.centre.database)).toEqual([]);
      expect(await findRegisterFaults(trial.centre.database)).toEqual([]);
    });

    const work = (): Promise<void> =>
      runOutgoingWork(trial.centre, (error) => {
        throw error;
      });
    const papersOf = async (caseId: CaseId) => casePapersSchema.parse((await staff.window.request("GET", `/api/cases/${caseId}/papers`)).body);
    const fetchPdf = async (sha256: string): Promise<Buffer> => (await staff.window.request("GET", `/api/files/${sha256}`)).body as Buffer;
    const wordsOf = (pdf: Buffer): string => execFileSync("pdftotext", ["-raw", "-", "-"], { input: pdf }).toString("utf8").replace(/\s/g, "");

    it("come numbered and sealed from the centre as the case goes on, and are fetched by the window (R-FLOW-7)", async () => {
      const caseId = await decideTrialCase(staff);
      expect(await papersOf(caseId)).toEqual({ documents: [], certificates: [], waiting: [{ document: "fee-notice", failure: null }], fault: null });
      await work();
      expect((await papersOf(caseId)).documents).toMatchObject([{ document: "fee-notice", number: "洪新出缴〔2026〕1号", isVoid: false }, { document: "delivery-receipt" }]);
      await payTrialFee(staff, caseId, trial.now());
      await work();
      await askForCertificate(staff.officer, caseId);
      await work();
      const { documents, certificates, waiting } = await papersOf(caseId);
      expect(documents.map(({ document }) => document)).toEqual(["fee-notice", "delivery-receipt", "grant-decision", "delivery-receipt"]);
      expect(waiting).toEqual([]);
      expect(certificates).toMatchObject([{ issue: "first", state: "valid" }]);
      const pdfs = await Promise.all(documents.map(({ sha256 }) => fetchPdf(sha256)));
      for (const [index, pdf] of pdfs.entries()) {
        const answer = await staff.window.request("POST", "/api/certificates/verification", { body: pdf, headers: { "content-type": "application/pdf" } });
        expect(verificationSchema.parse(answer.body)).toMatchObject({ state: "valid", document: documents[index]!.document, number: documents[index]!.number, certificate: null });
      }
      const [notice, noticeReceipt, grant, receipt] = pdfs.map(wordsOf);
      expect(notice).toMatch(/缴费通知书[\s\S]*10\.00/);
      for (const said of ["送达回证", documents[0]!.number, documents[1]!.number]) expect(noticeReceipt).toContain(said);
      expect(grant).toContain(documents[2]!.number);
      for (const number of [documents[2]!.number, certificates[0]!.number]) expect(receipt).toContain(number);
      for (const number of [documents[0]!.number, documents[1]!.number]) expect(receipt).not.toContain(number);
    });

    it("say why a case was denied, and are needed for its hand-over", async () => {
      const caseId = await decideTrialCase(staff, { itemVersion: free, decision: trialDenial });
      await work();
      const { documents } = await papersOf(caseId);
      expect(documents.map(({ document }) => document)).toEqual(["deny-decision", "delivery-receipt"]);
      const words = wordsOf(await fetchPdf(documents[0]!.sha256));
      for (const said of [trialDenial.reasons, "第九条", "行政复议"]) expect(words).toContain(said);
    });

    it("name whom to turn to and where to pay, and wait for the office to say so", async () => {
      const { profile } = publicationsDepartment;
      await query(trial.databaseUrl, "update offices set profile = null where office_id = $1", [publicationsDepartment.id]);
      const [denied, charged] = [await decideTrialCase(staff, { itemVersion: free, decision: trialDenial }), await decideTrialCase(staff)];
      expect(await sealDuePapers(trial.centre)).toBe(0);
      const failure = { code: "office-profile-missing", details: { officeName: publicationsDepartment.name } };
      expect(await papersOf(denied)).toMatchObject({ documents: [], waiting: [{ document: "deny-decision", failure }, { document: "delivery-receipt", failure: null }] });
      expect(wordingOf(new Failure(failure.code, failure))).toContain("office set");

      const give = (by: TrialWindow, body: unknown) => by.request("PUT", `/api/offices/${publicationsDepartment.id}/profile`, { body });
      expect((await give(staff.window, profile)).status).toBe(403);
      expect((await give(administrator, { ...profile, court: "" })).status).toBe(400);
      expect((await give(administrator, { ...profile, feeAccount: undefined })).status).toBe(400);
      expect(officeSchema.parse((await give(administrator, profile)).body)).toMatchObject({ officeId: publicationsDepartment.id, profile });
      // At once, without waiting for the next attempt.
      await work();
      const [decision, receipt] = (await papersOf(denied)).documents;
      const [notice] = (await papersOf(charged)).documents;
      const words = wordsOf(await fetchPdf(decision!.sha256));
      for (const said of [profile.reviewAuthority, profile.court, profile.address]) expect(words).toContain(said);
      expect(wordsOf(await fetchPdf(receipt!.sha256))).toContain(`地址：${profile.address}`);
      expect(wordsOf(await fetchPdf(notice!.sha256))).toMatch(/户名：南昌市非税收入待解缴专户开户银行：中国工商银行南昌红谷滩支行.*账号：1502209119300123456/);
      await payTrialFee(staff, charged, trial.now());
      await work();
    });

    it("follow a suspension and a withdrawal too", async () => {
      const { window, handler } = staff;
      const [receive, ...rest] = window.reception();
      const { caseId } = receive!;
      await window.push([receive!, ...rest, window.command("acceptCase", caseId, {})]);
      const suspend = await handler.signedCommand("suspendCase", caseId, { procedure: "expert-review", workingDays: 5, reason: "经营场所需要专家评审" });
      expect(await handler.push([suspend])).toMatchObject([{ outcome: "applied" }]);
      await work();
      await window.push([window.command("withdrawCase", caseId, { reason: "不办了" })]);
      await work();
      const { documents } = await papersOf(caseId);
      expect(documents.map(({ document }) => document)).toEqual(["special-procedure-notice", "delivery-receipt", "withdrawal-decision", "delivery-receipt"]);
      expect(wordsOf(await fetchPdf(documents[0]!.sha256))).toMatch(/专家评审[\s\S]*5个工作日/);
    });

    it("are delivered from the window that received the case, each once, also after the case's end, and call the applicant there (R-FLOW-4, R-FLOW-8, R-RECV-6)", async () => {
      const { window, handler } = staff;
      const other = await trial.openWindow({ account: "liuchang" });
      const [receive, ...rest] = window.reception();
      const { caseId } = receive!;
      await window.push([receive!, ...rest, window.command("acceptCase", caseId, {})]);
      await handler.push([await handler.signedCommand("suspendCase", caseId, { procedure: "hearing", workingDays: 5, reason: "利害关系人申请听证" })]);
      const payload = {
        document: "special-procedure-notice", number: "洪新出特告〔2026〕9号", method: "in-person", recipient: { name: "李红梅", relation: "self" },
        postNumber: "", deliveredOn: regionDateOf(trial.now()), signature: { kind: "pad", page: makePage(Buffer.from("李红梅")) }, note: "",
      } as const;
      expect(await window.push([window.command("deliverNotice", caseId, payload)])).toMatchObject([{ outcome: "rejected", refusal: { code: "notice-not-there" } }]);
      await work();
      const [notice] = (await papersOf(caseId)).documents;
      const delivered = { ...payload, number: notice!.number };
      expect(await handler.push([handler.command("deliverNotice", caseId, delivered)])).toMatchObject([{ refusal: { code: "not-entitled" } }]);
      expect(await window.push([window.command("deliverNotice", caseId, delivered)])).toMatchObject([{ outcome: "applied", events: [{ kind: "noticeDelivered", payload: delivered }] }]);
      const twice = { ...delivered, signature: null };
      expect(await other.push([other.command("deliverNotice", caseId, twice)])).toMatchObject([{ outcome: "rejected", refusal: { code: "notice-already-delivered", recipientName: "李红梅" } }]);
      const named = await query(trial.databaseUrl, "select 1 from case_files where case_id = $1 and sha256 = $2", [caseId, payload.signature.page.sha256]);
      expect(named).toHaveLength(1);

      await window.push([window.command("withdrawCase", caseId, { reason: "不办了" })]);
      await work();
      const withdrawal = (await papersOf(caseId)).documents.find(({ document }) => document === "withdrawal-decision")!;
      const posted = { ...payload, document: "withdrawal-decision", number: withdrawal.number, method: "by-post", postNumber: "EMS1234567890123", signature: null } as const;
      expect(await window.push([window.command("deliverNotice", caseId, posted)])).toMatchObject([{ outcome: "applied" }]);
      const told = await query(trial.databaseUrl, "select template, body from messages where case_id = $1 and template = 'notice-ready' order by version", [caseId]);
      expect(told).toMatchObject([{ body: expect.stringContaining(`特殊程序告知书（${notice!.number}）`) }, { body: expect.stringContaining(`准予撤回决定书（${withdrawal.number}）`) }]);
    });

    it("are made once, however many processes look", async () => {
      const caseIds = [await decideTrialCase(staff, { itemVersion: free }), await decideTrialCase(staff, { itemVersion: free })];
      await Promise.all([sealDuePapers(trial.centre), sealDuePapers(trial.centre), sealDuePapers(trial.centre)]);
      for (const caseId of caseIds) expect((await papersOf(caseId)).documents.map(({ document }) => document)).toEqual(["grant-decision"]);
      expect(await query(trial.databaseUrl, "select 1 from due_papers where state = 'waiting'")).toEqual([]);
    });

    it("wait with the reason when they cannot be drawn or sealed, take no number, and come later", async () => {
      const strange = await decideTrialCase(staff, { itemVersion: free, decision: trialDenial, application: { ...trialApplication, projectName: "\u{10ffff}书店" } });
      const other = await decideTrialCase(staff, { itemVersion: free });
      expect(await sealDuePapers(trial.centre)).toBe(1);
      expect(await papersOf(strange)).toMatchObject({
        documents: [],
        waiting: [{ document: "deny-decision", failure: { code: "glyph-missing", details: { characters: "\u{10ffff}" } } }, { document: "delivery-receipt", failure: null }],
      });
      expect((await papersOf(other)).documents).toHaveLength(1);
      expect(await sealDuePapers(trial.centre)).toBe(0);
      // The font has come: as a character every font has, seen through the same waiting row.
      vi.spyOn(trial.centre.fonts, "findMissing").mockReturnValue([]);
      trial.pass(60_000);
      expect(await sealDuePapers(trial.centre)).toBe(2);
      expect((await papersOf(strange)).documents.map(({ document }) => document)).toEqual(["deny-decision", "delivery-receipt"]);
    });

    it("are dropped when the case has no such paper coming any more: here a payment made in time and heard of after the lapse", async () => {
      const caseId = await decideTrialCase(staff);
      const { window } = staff;
      const payment = { method: "cash", amountFen: 1000, payer: "李红梅", reference: "", receivedOn: regionDateOf(trial.now()) } as const;
      const paid = window.command("recordPayment", caseId, payment);
      trial.pass(30 * 24 * 3_600_000);
      await window.pull();
      expect(await runDueWork(trial.centre)).toMatchObject({ lapsed: 1 });
      expect(await window.push([paid])).toMatchObject([{ outcome: "applied" }]);
      await work();
      const papers = await query(trial.databaseUrl, "select document, state, failure->>'code' as code from due_papers where case_id = $1 order by version, ordinal", [caseId]);
      expect(papers).toEqual([
        { document: "fee-notice", state: "done", code: null },
        { document: "deny-decision", state: "dropped", code: "document-not-due" },
        { document: "delivery-receipt", state: "dropped", code: "result-not-ready" },
        { document: "grant-decision", state: "done", code: null },
        { document: "delivery-receipt", state: "done", code: null },
      ]);
    });
  });
}

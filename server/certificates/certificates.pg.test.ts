import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { batchIssueResponseSchema, foundCertificatesSchema, verificationSchema, type Verification } from "../../contracts/certificates.ts";
import { commandResultSchema } from "../../contracts/sync.ts";
import type { RecordedEvent } from "../../domain/case/case-event.ts";
import type { CaseId } from "../../domain/ids.ts";
import { postgresFlavours, query, type TestPostgres } from "../../test/centre/postgres.ts";
import { addFreeItem, askForCertificate, decideTrialCase, newRequestId, openTrialStaff, payTrialFee, type TrialStaff } from "../../test/centre/granted-case.ts";
import { startTrialCentre, type TrialCentre } from "../../test/centre/trial-centre.ts";
import { failureCode, newCaseId, trialApplication, type Answer } from "../../test/centre/trial-window.ts";
import { moveSealedFiles } from "../documents/sealed-files.ts";
import { runOutgoingWork } from "../outgoing-work.ts";
import { verifyRecord } from "../record/verify-record.ts";
import { publicationsDepartment } from "../seed/offices.ts";
import { verifySealLog } from "../seal/verify-seal-log.ts";
import { findRegisterGaps } from "./registers.ts";
import { findRegisterFaults } from "./verify-registers.ts";

type Issued = Extract<RecordedEvent, { kind: "certificateIssued" }>;

function issuedOf(answer: Answer): Issued {
  const result = commandResultSchema.parse(answer.body);
  const event = result.outcome === "applied" ? result.events.find(({ kind }) => kind === "certificateIssued") : undefined;
  if (event?.kind !== "certificateIssued") throw new Error(JSON.stringify(answer.body));
  return event;
}

function refusalOf(answer: Answer): unknown {
  const result = commandResultSchema.parse(answer.body);
  return result.outcome === "rejected" ? result.refusal : result.outcome;
}

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`certificates on ${name}`, () => {
    let postgres: TestPostgres;
    let trial: TrialCentre;
    let staff: TrialStaff;
    let free: number;
    let forTwo: number;
    beforeAll(async () => {
      postgres = await start();
      trial = await startTrialCentre(postgres);
      staff = await openTrialStaff(trial);
      free = await addFreeItem(trial, 2);
      forTwo = await addFreeItem(trial, 3, 2);
    });
    afterAll(async () => {
      await trial.close();
      await postgres.stop();
    });
    // Whatever a test did: the record, the seals' log and the registers agree.
    afterEach(async () => {
      expect(await verifyRecord(trial.centre.database)).toMatchObject({ faults: [] });
      expect(await verifySealLog(trial.centre.database)).toMatchObject({ faults: [] });
      expect(await findRegisterGaps(trial.centre.database)).toEqual([]);
      expect(await findRegisterFaults(trial.centre.database)).toEqual([]);
      vi.restoreAllMocks();
    });

    const ask = (caseId: CaseId, wish?: Record<string, unknown>) => askForCertificate(staff.officer, caseId, wish);
    const issueFree = async (): Promise<Issued> => issuedOf(await ask(await decideTrialCase(staff, { itemVersion: free })));
    const fetchFile = async (sha256: string) => staff.window.request("GET", `/api/files/${sha256}`);
    const verify = async (pdf: unknown): Promise<Verification> =>
      verificationSchema.parse((await staff.window.request("POST", "/api/certificates/verification", { body: pdf, headers: { "content-type": "application/pdf" } })).body);
    const lastSerial = async (): Promise<number> =>
      (await query<{ serial: number }>(trial.databaseUrl, "select coalesce(sum(serial), 0)::integer as serial from register_counters"))[0]!.serial;
    const takenInAll = async () => ({
      serial: await lastSerial(),
      uses: (await verifySealLog(trial.centre.database)).useCount,
      files: (await query(trial.databaseUrl, "select 1 from sealed_files")).length,
    });

    it("are issued once the fee is paid: numbered, sealed, signed, registered, in the file store (R-CERT-1, R-CERT-2)", async () => {
      const caseId = await decideTrialCase(staff);
      const before = await takenInAll();
      expect(refusalOf(await ask(caseId))).toEqual({ code: "not-allowed-now", kind: "issueCertificate", stage: "awaiting-payment" });
      expect(await takenInAll()).toEqual(before);
      await payTrialFee(staff, caseId, trial.now());

      expect(failureCode(await askForCertificate(staff.window, caseId))).toBe("not-entitled");
      const { payload, actor } = issuedOf(await ask(caseId));
      expect(payload).toMatchObject({ issue: "first", number: "新出发赣洪零字第202600001号", issueNumber: 1, validFrom: "2026-11-16", validUntil: "2032-11-15", preparedBy: null });
      expect(actor).toMatchObject({ name: "夏梦洁", workstationCode: staff.officer.workstationCode });
      const file = await fetchFile(payload.sha256);
      expect(file).toMatchObject({ status: 200 });
      expect((file.body as Buffer).length).toBe(payload.byteLength);
      expect(await verify(file.body)).toMatchObject({
        state: "valid", reason: "in-register", document: "certificate", number: payload.number, provenSignedAt: trial.now(),
        certificate: { state: "valid", holderName: "李红梅", projectName: "红梅书店", issuer: publicationsDepartment.name },
        signer: { organization: publicationsDepartment.name },
      });
      expect(await query(trial.databaseUrl, "select 1 from sealed_files")).toEqual([]);
      const told = (await staff.window.pullAll()).filter((event) => event.caseId === caseId).at(-1);
      expect(told).toMatchObject({ kind: "certificateIssued", payload: { number: payload.number } });
      expect(refusalOf(await ask(caseId))).toEqual({ code: "certificate-already-issued", number: payload.number });
    });

    it("have one number for one request, however often and however much at once it is asked", async () => {
      const caseId = await decideTrialCase(staff, { itemVersion: free });
      const wish = { requestId: newRequestId() };
      const answers = await Promise.all([ask(caseId, wish), ask(caseId, wish), ask(caseId, wish)]);
      expect(new Set(answers.map((answer) => issuedOf(answer).payload.number)).size).toBe(1);
      expect((await verifySealLog(trial.centre.database)).useCount).toBe((await query(trial.databaseUrl, "select 1 from register_entries")).length);
    });

    it("leave no gap when many are issued at once", async () => {
      const before = await lastSerial();
      const caseIds = [];
      for (let index = 0; index < 6; index += 1) caseIds.push(await decideTrialCase(staff, { itemVersion: free }));
      const issued = await Promise.all(caseIds.map(async (caseId) => issuedOf(await ask(caseId))));
      const serials = issued.map(({ payload }) => Number(payload.number.slice(-6, -1))).sort((a, b) => a - b);
      expect(serials).toEqual(caseIds.map((_, index) => before + index + 1));
    });

    it("are issued for many cases with an answer for each; what failed can be asked for again", async () => {
      const good = await decideTrialCase(staff, { itemVersion: free });
      const unpaid = await decideTrialCase(staff);
      const strange = await decideTrialCase(staff, { itemVersion: free, application: { ...trialApplication, projectName: "\u{10ffff}书店" } });
      const before = await takenInAll();
      const requests = [good, unpaid, strange, newCaseId()].map((caseId) => ({ requestId: newRequestId(), caseId }));
      const { answers } = batchIssueResponseSchema.parse((await staff.officer.request("POST", "/api/certificates/issues", { body: { requests } })).body);
      expect(answers).toMatchObject([
        { caseId: good, result: { outcome: "applied" }, failure: null },
        { caseId: unpaid, result: { outcome: "rejected", refusal: { code: "not-allowed-now" } } },
        { caseId: strange, result: null, failure: { code: "glyph-missing", details: { characters: "\u{10ffff}" } } },
        { result: { outcome: "rejected", refusal: { code: "case-unknown" } } },
      ]);
      expect(await takenInAll()).toEqual({ serial: before.serial + 1, uses: before.uses + 1, files: 0 });
    });

    it("need two officers where the item says so", async () => {
      const caseId = await decideTrialCase(staff, { itemVersion: forTwo });
      const { officer } = staff;
      expect(refusalOf(await ask(caseId))).toEqual({ code: "second-officer-needed" });
      expect(await officer.push([officer.command("prepareCertificate", caseId, { note: "已核对" })])).toMatchObject([{ outcome: "applied" }]);
      expect(refusalOf(await ask(caseId))).toEqual({ code: "second-officer-same", preparedBy: "夏梦洁" });
      const { account, personId } = await secondOfficer();
      const second = await trial.openWindow({ officeId: publicationsDepartment.id, account });
      const { payload, actor } = issuedOf(await askForCertificate(second, caseId));
      expect(payload.preparedBy).toBe(officer.person.personId);
      expect(actor.personId).toBe(personId);
    });

    const secondOfficer = async (): Promise<{ account: string; personId: string }> => {
      const administrator = await trial.openWindow({ account: "pengjian" });
      const body = { account: "second", name: "第二制证员", officeId: publicationsDepartment.id, roles: ["certificate-officer"], password: "given-password" };
      const created = (await administrator.request("POST", "/api/people", { body })).body as { account: string; personId: string };
      await administrator.request("POST", "/api/sessions", { body: { account: body.account, password: body.password, newPassword: trial.password } });
      return created;
    };

    it("are reissued under a number of their own, with a mark; the register and every verification say so", async () => {
      const first = await issueFree();
      const before = await lastSerial();
      expect(refusalOf(await ask(first.caseId, { issue: "reissue", replaces: first.payload.number }))).toEqual({ code: "reasons-missing", missing: ["reasons"] });
      expect(await lastSerial()).toBe(before);
      trial.pass(3_600_000);
      const second = issuedOf(await ask(first.caseId, { issue: "reissue", replaces: first.payload.number, reason: "遗失" }));
      expect(second.payload).toMatchObject({ issueNumber: 2, replaces: first.payload.number, validFrom: first.payload.validFrom, validUntil: first.payload.validUntil });
      const [oldFile, newFile] = [await fetchFile(first.payload.sha256), await fetchFile(second.payload.sha256)];
      expect(await verify(oldFile.body)).toMatchObject({ state: "reissued", reason: "certificate-reissued", certificate: { replacedBy: second.payload.number } });
      expect(await verify(newFile.body)).toMatchObject({ state: "valid", reason: "in-register", certificate: { replaces: first.payload.number } });
      const found = foundCertificatesSchema.parse((await staff.handler.request("GET", `/api/certificates?number=${first.payload.number}`)).body);
      expect(found).toMatchObject([{ state: "reissued", replacedBy: second.payload.number }]);
    });

    it("stay when the file store is full; their file is read and moved later", async () => {
      const write = vi.spyOn(trial.centre.fileStore, "write").mockRejectedValue(Object.assign(new Error("no space"), { code: "ENOSPC" }));
      const { payload } = await issueFree();
      expect(await query(trial.databaseUrl, "select 1 from sealed_files")).toHaveLength(1);
      const failures: unknown[] = [];
      await runOutgoingWork(trial.centre, (error) => failures.push(error));
      expect(failures).toHaveLength(1);
      write.mockRestore();
      expect(await moveSealedFiles(trial.centre)).toBeGreaterThan(0);
      expect(await query(trial.databaseUrl, "select 1 from sealed_files")).toEqual([]);
      expect(await verify((await fetchFile(payload.sha256)).body)).toMatchObject({ state: "valid" });
    });

    it("are neither numbered nor sealed when anything fails before the record has them", async () => {
      const caseId = await decideTrialCase(staff, { itemVersion: free });
      const before = await takenInAll();
      const wish = { requestId: newRequestId() };
      const sign = vi.spyOn(trial.centre.sealKeys[0], "openSigner").mockRejectedValue(new Error("the box is gone"));
      expect(failureCode(await ask(caseId, wish))).toBe("internal");
      expect(await takenInAll()).toEqual(before);
      sign.mockRestore();
      expect(issuedOf(await ask(caseId, wish)).payload.issueNumber).toBe(1);
    });

    it("are revoked with reason and basis: at the desk, on the public page, for other departments (R-CERT-4)", async () => {
      const { caseId, payload } = await issueFree();
      const [row] = await query<{ code: string }>(trial.databaseUrl, "select verification_code as code from certificates where number = $1", [payload.number]);
      const page = () => fetch(`${trial.url}/verify/${row!.code.toLowerCase()}`);
      expect(await (await page()).text()).toMatch(/有效[\s\S]*红梅书店/);
      const revocation = { requestId: newRequestId(), number: payload.number, reason: "以欺骗手段取得", legalBasis: { law: "《中华人民共和国行政许可法》", article: "第六十九条" } };
      const revoke = (body: unknown) => staff.officer.request("POST", `/api/cases/${caseId}/certificate/revocation`, { body });
      expect(refusalOf(await revoke({ ...revocation, requestId: newRequestId(), number: "无此号" }))).toEqual({ code: "certificate-unknown", number: "无此号" });
      expect(commandResultSchema.parse((await revoke(revocation)).body)).toMatchObject({ outcome: "applied", isDuplicate: false });
      expect(commandResultSchema.parse((await revoke(revocation)).body)).toMatchObject({ outcome: "applied", isDuplicate: true });
      expect(await verify((await fetchFile(payload.sha256)).body)).toMatchObject({ state: "revoked", reason: "certificate-revoked" });
      const revokedPage = await (await page()).text();
      expect(revokedPage).toMatch(/已吊销[\s\S]*吊销日期/);
      expect(revokedPage).not.toContain("<script");
      const byText = async (text: string) => (await staff.window.request("GET", `/api/certificates/verification?text=${encodeURIComponent(text)}`)).body;
      expect(await byText(`https://example.gov.cn/verify/${row!.code}`)).toMatchObject([{ state: "revoked", number: payload.number }]);
      expect(await byText(payload.number)).toMatchObject([{ state: "revoked" }]);
      expect(await byText("没有这个号")).toMatchObject([{ state: "unknown", reason: "not-in-register" }]);
      expect((await fetch(`${trial.url}/verify/${payload.number}`)).status).toBe(404);
      expect((await fetch(`${trial.url}/verify/ABCDEFGHJKLMNPQR`)).status).toBe(404);
    });

    it("run out", async () => {
      const { payload } = await issueFree();
      const pdf = (await fetchFile(payload.sha256)).body;
      vi.spyOn(trial.centre, "now").mockReturnValue(trial.now().replace(/^2026/, "2033") as ReturnType<typeof trial.now>);
      // The seal's own certificate has run out too, but the log proves when it was used.
      expect(await verify(pdf)).toMatchObject({ state: "expired", reason: "certificate-expired" });
    });

    it("are told from what was changed, and from what was sealed behind the centre's back", async () => {
      const { payload } = await issueFree();
      const pdf = (await fetchFile(payload.sha256)).body as Buffer;
      const changed = Buffer.from(pdf);
      changed[1000] = changed[1000]! ^ 1;
      expect(await verify(changed)).toMatchObject({ state: "changed", reason: "content-changed", certificate: null, signer: null });
      expect(await verify(Buffer.concat([pdf, Buffer.from("\n")]))).toMatchObject({ state: "changed" });
      expect(await verify(Buffer.from("not a pdf"))).toMatchObject({ state: "unknown", reason: "not-a-pdf" });
      await query(trial.databaseUrl, "update seal_uses set sha256 = 'x' || sha256 where sha256 = $1", [payload.sha256]);
      expect(await verify(pdf)).toMatchObject({ state: "unknown", reason: "seal-use-not-logged" });
      await query(trial.databaseUrl, "update seal_uses set sha256 = substr(sha256, 2) where sha256 = $1", [`x${payload.sha256}`]);
    });

    it("can be referenced by another case while they are valid (R-RECV-9)", async () => {
      const { payload } = await issueFree();
      const { window } = staff;
      const reference = async (certificateNumber: string, register = "publication-licence") => {
        const [receive] = window.reception();
        const [, result] = await window.push([receive!, window.command("referenceCertificate", receive!.caseId, { materialCode: "business-licence", register, certificateNumber })]);
        return result?.outcome === "rejected" ? result.refusal : result?.outcome;
      };
      // The material accepts one register only, and that one is not kept here: the clerk who saw the paper answers for it.
      expect(await reference("91360100MA35", "business-licence")).toBe("applied");
      expect(await reference(payload.number)).toMatchObject({ code: "register-not-accepted" });
      await query(trial.databaseUrl, "update certificates set register = 'business-licence' where number = $1", [payload.number]);
      expect(await reference("91360100MA35", "business-licence")).toEqual({ code: "reference-not-valid", number: "91360100MA35", state: "unknown" });
      expect(await reference(payload.number, "business-licence")).toBe("applied");
      await query(trial.databaseUrl, "update certificates set register = 'publication-licence' where number = $1", [payload.number]);
    });
  });
}

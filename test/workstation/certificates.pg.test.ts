import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { v7 as uuidv7 } from "uuid";
import type { HandedOverDocument } from "../../domain/case/result-parts.ts";
import { findValidCertificate } from "../../domain/case/result.ts";
import { commandIdSchema, type CaseId } from "../../domain/ids.ts";
import type { OfficeProfile } from "../../domain/office/office-profile.ts";
import { regionDateOf } from "../../domain/time/instant.ts";
import { offices } from "../../server/database/schema.ts";
import { sealAndStore } from "../../server/outgoing-work.ts";
import { verifyRecord } from "../../server/record/verify-record.ts";
import { verifySealLog } from "../../server/seal/verify-seal-log.ts";
import { findRegisterGaps } from "../../server/certificates/registers.ts";
import { findRegisterFaults } from "../../server/certificates/verify-registers.ts";
import { constructionPermit } from "../../server/seed/items/construction-permit.ts";
import { constructionDepartment, publicationsDepartment, serviceCenter } from "../../server/seed/offices.ts";
import { addFreeItem } from "../centre/granted-case.ts";
import { postgresFlavours, type TestPostgres } from "../centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../centre/trial-centre.ts";
import { agreeing, denying, granting } from "../fixtures/cases.ts";
import { closing, publishing, paying, printing } from "../fixtures/results.ts";
import { openLine, type CuttableLine } from "./cuttable-line.ts";
import { acceptCaseOf, acceptTrialCase, sheetPicture, trialItem } from "./trial-case.ts";
import { openTrialDesk, signThrough, type TrialDesk } from "./trial-desk.ts";

/** From the reviewers' signatures to the certificate in the applicant's hand, by the calls the desks make. */

let postgres: TestPostgres;
let centre: TrialCentre;
let line: CuttableLine;
let officersLine: CuttableLine;
let window: TrialDesk;
let publications: TrialDesk;
let construction: TrialDesk;

beforeAll(async () => {
  postgres = await postgresFlavours[0]!.start();
  centre = await startTrialCentre(postgres);
  [line, officersLine] = [await openLine(centre.url), await openLine(centre.url)];
  window = await openTrialDesk(centre, serviceCenter, "window-clerk", line.url);
  publications = await openTrialDesk(centre, publicationsDepartment, "certificate-officer", officersLine.url);
  construction = await openTrialDesk(centre, constructionDepartment, "certificate-officer");
});
// Whatever was done: the record, the seals' log and the registers agree.
afterEach(async () => {
  const { database } = centre.centre;
  expect(await verifyRecord(database)).toMatchObject({ faults: [] });
  expect(await verifySealLog(database)).toMatchObject({ faults: [] });
  expect(await findRegisterGaps(database)).toEqual([]);
  expect(await findRegisterFaults(database)).toEqual([]);
});
afterAll(async () => {
  expect([window, publications, construction].flatMap(({ pc }) => pc.loggedErrors)).toEqual([]);
  for (const desk of [window, publications, construction]) await desk.close();
  for (const cuttable of [line, officersLine]) await cuttable.close();
  await centre.close();
  await postgres.stop();
});

const sign = (desk: TrialDesk, ...caseIds: CaseId[]) => signThrough(desk, caseIds, ({ code, isDecision }) => (isDecision ? granting : agreeing(code)));
const stageOf = async (desk: TrialDesk, caseId: CaseId) => (await desk.open(caseId)).case.stage;
const reaches = (desk: TrialDesk, caseId: CaseId, stage: string) => vi.waitFor(async () => expect(await stageOf(desk, caseId)).toBe(stage), 30_000);
const newRequestId = () => commandIdSchema.parse(uuidv7());
const wish = (caseId: CaseId) => ({ caseId, requestId: newRequestId(), issue: "first" as const, replaces: null, reason: "" });

/** Granted by the retail licence's reviewers and waiting for the fee. */
async function unpaidCases(count: number): Promise<CaseId[]> {
  const caseIds: CaseId[] = [];
  for (let index = 0; index < count; index += 1) caseIds.push(await acceptTrialCase(window.pc));
  await window.sync();
  await sign(publications, ...caseIds);
  for (const caseId of caseIds) await reaches(window, caseId, "awaiting-payment");
  await publications.sitDown("certificate-officer");
  return caseIds;
}

async function pay(...caseIds: CaseId[]): Promise<void> {
  for (const caseId of caseIds) await window.act(caseId, paying({ amountFen: 1000, receivedOn: regionDateOf(centre.now()) }));
  await window.sync();
  for (const caseId of caseIds) await reaches(publications, caseId, "granted");
}

async function issue(desk: TrialDesk, caseId: CaseId) {
  const answer = await desk.pc.call("certificates.issue", wish(caseId));
  if (answer.outcome === "refused") throw new Error(JSON.stringify(answer.refusal));
  return findValidCertificate(answer.opened.case)!;
}

async function handOver(caseId: CaseId, documents: HandedOverDocument[], sheet: number) {
  const { page } = await window.pc.call("scans.preparePicture", { name: "手写签名.png", bytes: await sheetPicture(sheet), origin: "signature" });
  const recipient = { name: "李红梅", relation: "self", identityNumber: "H12345678" } as const;
  return window.act(caseId, { kind: "handOverResult", payload: { recipient, documents, signature: { kind: "pad", page } } });
}

describe("a retail licence", () => {
  it("is signed, paid for, made, printed, handed over without the network, closed; and verified wherever it is shown (R-CERT-1 to R-CERT-4)", async () => {
    const caseId = (await unpaidCases(1))[0]!;
    expect(await publications.pc.call("certificates.issue", wish(caseId))).toMatchObject({ outcome: "refused", refusal: { code: "not-allowed-now", stage: "awaiting-payment" } });
    await expect(publications.pc.call("certificates.preview", { caseId })).rejects.toMatchObject({ code: "certificate-not-due" });

    await pay(caseId);
    const { svgs } = await publications.pc.call("certificates.preview", { caseId });
    expect(svgs.length).toBeGreaterThan(0);
    const { rows } = await publications.pc.call("cases.list", { view: "certificates" });
    expect(rows).toMatchObject([{ caseId, certificate: { state: "due" } }]);

    const request = wish(caseId);
    const [answer, again] = [await publications.pc.call("certificates.issue", request), await publications.pc.call("certificates.issue", request)];
    if (answer.outcome === "refused") throw new Error(JSON.stringify(answer.refusal));
    const certificate = findValidCertificate(answer.opened.case)!;
    expect(again).toMatchObject({ outcome: "done", opened: { case: { certificates: [{ number: certificate.number }] } } });
    expect(certificate).toMatchObject({ number: expect.stringMatching(/^新出发赣洪零字第2026/), issueNumber: 1, prints: [] });
    expect(await stageOf(publications, caseId)).toBe("granted");

    await expect(window.pc.call("cases.act", { caseId, body: closing })).resolves.toMatchObject({ outcome: "refused" });
    await publications.act(caseId, printing(certificate.number, { paperSerial: "A0001", outcome: "spoilt", note: "卡纸" }));
    await publications.act(caseId, printing(certificate.number, { paperSerial: "A0002" }));
    const spent = await publications.pc.call("cases.act", { caseId, body: printing(certificate.number, { paperSerial: "A0002" }) });
    expect(spent).toMatchObject({ outcome: "refused", refusal: { code: "paper-serial-used", paperSerial: "A0002" } });
    await publications.sync();
    await vi.waitFor(async () => expect((await window.open(caseId)).actions).toContain("handOverResult"), 30_000);

    await line.cut();
    await vi.waitFor(async () => expect((await window.pc.call("sync.now", {})).isOnline).toBe(false), 30_000);
    await handOver(caseId, ["certificate"], 1);
    const closed = await window.act(caseId, closing);
    expect(closed).toMatchObject({ waitingCommandCount: 2, case: { stage: "closed", handOver: { certificateNumber: certificate.number } } });
    await line.mend();
    await window.sync();
    await reaches(publications, caseId, "closed");
    const listed = async (desk: TrialDesk, view: "publications" | "published") => (await desk.pc.call("cases.list", { view })).rows.map((row) => [row.caseId, row.publication?.place]);
    for (const desk of [window, publications]) expect(await listed(desk, "publications")).toEqual([[caseId, undefined]]);
    await window.act(caseId, publishing);
    await window.sync();
    await vi.waitFor(async () => expect(await listed(publications, "published")).toEqual([[caseId, "政务公开栏"]]), 30_000);
    expect([await listed(window, "publications"), await listed(publications, "publications"), await listed(window, "published")]).toEqual([[], [], [[caseId, "政务公开栏"]]]);
    expect((await publications.open(caseId)).trail.slice(-4).map(({ kind }) => kind)).toEqual(["certificatePrinted", "resultHandedOver", "caseClosed", "resultPublished"]);

    const { pdf } = await publications.pc.call("papers.read", { caseId, sha256: certificate.sha256 });
    const verdict = { state: "valid", reason: "in-register", number: certificate.number, certificate: { holderName: "李红梅", register: "publication-licence" } };
    expect(await window.pc.call("certificates.verifyFile", { file: pdf })).toMatchObject([{ ...verdict, provenSignedAt: certificate.at }]);
    expect(await window.pc.call("certificates.verifyText", { text: certificate.number })).toMatchObject([verdict]);
    const changed = Uint8Array.from(pdf, (byte, index) => (index === 5000 ? byte ^ 1 : byte));
    expect(await window.pc.call("certificates.verifyFile", { file: changed })).toMatchObject([{ state: "changed", certificate: null, signer: null }]);
    expect(await window.pc.call("certificates.verifyFile", { file: pdf.slice(0, -9) })).toMatchObject([{ state: "changed" }]);
    expect(await window.pc.call("certificates.verifyText", { text: "ABCDEFGHJKLMNPQR" })).toMatchObject([{ state: "unknown", reason: "not-in-register" }]);

    const legalBasis = { law: "《中华人民共和国行政许可法》", article: "第六十九条" };
    const savedAt = centre.now();
    for (const form of ["revokeCertificate", "recordPublication"] as const) await publications.pc.call("unsentWords.keep", { caseId, form, detail: "", words: { reason: "以欺骗手段" }, savedAt });
    const revoked = await publications.pc.call("certificates.revoke", { caseId, requestId: newRequestId(), number: certificate.number, reason: "以欺骗手段取得", legalBasis });
    expect(revoked).toMatchObject({ outcome: "done", opened: { case: { stage: "closed", certificates: [{ state: "revoked" }] } } });
    // What was typed for it is given with it, though it was done at the centre.
    expect((await publications.pc.call("unsentWords.list", {})).map(({ form }) => form)).toEqual(["recordPublication"]);
    expect(await window.pc.call("certificates.verifyFile", { file: pdf })).toMatchObject([{ state: "revoked", reason: "certificate-revoked" }]);
  });

  it("is not made without the network, without a sign-in at the centre, or by somebody else's hand", async () => {
    const caseId = (await unpaidCases(1))[0]!;
    await pay(caseId);
    await officersLine.cut();
    await expect(publications.pc.call("certificates.issue", wish(caseId))).rejects.toMatchObject({ code: "centre-unreachable" });
    await publications.sitDown("certificate-officer");
    await officersLine.mend();
    await vi.waitFor(async () => expect((await publications.pc.call("sync.now", {})).isOnline).toBe(true), 30_000);
    await expect(publications.pc.call("certificates.issue", wish(caseId))).rejects.toMatchObject({ code: "centre-sign-in-needed" });
    await publications.sitDown("handler");
    await expect(publications.pc.call("certificates.issue", wish(caseId))).rejects.toMatchObject({ code: "not-entitled" });
    // As a command of the workstation's own it is no way round the centre (R-CERT-2).
    const forged = { kind: "issueCertificate", payload: { ...(wish(caseId)), number: "自编1", sha256: "a".repeat(64), byteLength: 1, validFrom: "2026-11-16", validUntil: null, preparedBy: null } };
    expect(await publications.pc.call("cases.act", { caseId, body: forged as never })).toMatchObject({ outcome: "refused" });
    await construction.sitDown("certificate-officer");
    await expect(construction.pc.call("certificates.issue", wish(caseId))).resolves.toMatchObject({ outcome: "refused", refusal: { code: "case-unknown" } });
  });

  it("is made for many cases at once; what one lacks holds up none of the others", async () => {
    const [first, unpaid, second] = (await unpaidCases(3)) as [CaseId, CaseId, CaseId];
    const ready = [first, second];
    await pay(...ready);
    const requests = [first, unpaid, second].map((caseId) => ({ caseId, requestId: newRequestId() }));
    const answers = await publications.pc.call("certificates.issueMany", { requests });
    expect(answers).toMatchObject([
      { caseId: first, refusal: null, failure: null },
      { caseId: unpaid, refusal: { code: "not-allowed-now", stage: "awaiting-payment" }, failure: null },
      { caseId: second, refusal: null, failure: null },
    ]);
    const numbers = await Promise.all(ready.map(async (caseId) => findValidCertificate((await publications.open(caseId)).case)?.number));
    expect(Number(numbers[1])).toBe(Number(numbers[0]) + 1);
    const { rows } = await publications.pc.call("cases.list", { view: "certificates" });
    expect(rows.filter(({ caseId }) => ready.includes(caseId)).map(({ certificate }) => certificate?.state)).toEqual(["issued", "issued"]);
  });

  it("without a fee is granted by the decision; a replacement takes the first one's place and is handed over again", async () => {
    const version = await addFreeItem(centre, trialItem.version + 1);
    await window.sync();
    const known = window.pc.useCases.opened.store.catalogue;
    await vi.waitFor(() => expect(known.findItem(trialItem.code, version)?.fees).toEqual([]), 30_000);
    const caseId = await acceptTrialCase(window.pc);
    await window.sync();
    await sign(publications, caseId);
    await publications.sitDown("certificate-officer");
    const first = await issue(publications, caseId);
    await publications.act(caseId, printing(first.number, { paperSerial: "B0001" }));
    await publications.sync();
    await vi.waitFor(async () => expect((await window.open(caseId)).actions).toContain("handOverResult"), 30_000);
    await handOver(caseId, ["certificate"], 2);
    await window.sync();

    const reissue = { caseId, requestId: newRequestId(), issue: "reissue", replaces: first.number, reason: "遗失补发" } as const;
    const answer = await publications.pc.call("certificates.issue", reissue);
    expect(answer).toMatchObject({ outcome: "done", opened: { case: { certificates: [{ state: "replaced" }, { state: "valid", issueNumber: 2 }] } } });
    expect(await publications.pc.call("certificates.verifyText", { text: first.number })).toMatchObject([{ state: "reissued" }]);
    const second = findValidCertificate((await publications.open(caseId)).case)!;
    await publications.act(caseId, printing(second.number, { issueNumber: 2, paperSerial: "B0002" }));
    await publications.sync();
    await vi.waitFor(async () => expect((await window.open(caseId)).actions).toContain("handOverResult"), 30_000);
    await handOver(caseId, ["certificate"], 3);
    await window.act(caseId, closing);
    await window.sync();
    expect((await window.open(caseId)).case).toMatchObject({ stage: "closed", handOver: { certificateNumber: second.number } });
  });
});

it("a construction permit is made by two officers", async () => {
  const caseId = await acceptCaseOf(window.pc, constructionPermit);
  await window.sync();
  await sign(construction, caseId);
  await reaches(construction, caseId, "granted");
  await construction.sitDown("certificate-officer");
  expect(await construction.pc.call("certificates.issue", wish(caseId))).toMatchObject({ outcome: "refused", refusal: { code: "second-officer-needed" } });
  await construction.act(caseId, { kind: "prepareCertificate", payload: { note: "已核对" } });
  await construction.sync();
  expect(await construction.pc.call("certificates.issue", wish(caseId))).toMatchObject({ outcome: "refused", refusal: { code: "second-officer-same" } });
  await construction.sitDown("certificate-officer", 1);
  const certificate = await issue(construction, caseId);
  expect(certificate.by.name).toBe("陶然");
  const { pdf } = await construction.pc.call("papers.read", { caseId, sha256: certificate.sha256 });
  expect(await window.pc.call("certificates.verifyFile", { file: pdf })).toMatchObject([{ state: "valid", certificate: { issuer: constructionDepartment.name } }]);
});

it("says of a document that could not be made why not, and has it once it is (R-FLOW-7)", async () => {
  const caseId = await acceptTrialCase(window.pc);
  await window.sync();
  const { database } = centre.centre;
  const [kept] = await database.select({ profile: offices.profile }).from(offices).where(eq(offices.officeId, publicationsDepartment.id));
  const setProfile = (profile: OfficeProfile | null) => database.update(offices).set({ profile }).where(eq(offices.officeId, publicationsDepartment.id));
  await setProfile(null);
  await signThrough(publications, [caseId], ({ code, isDecision }) => (isDecision ? denying : agreeing(code)));
  await reaches(window, caseId, "denied");
  await sealAndStore(centre.centre, () => undefined);
  const waiting = () => window.pc.call("papers.listWaiting", { caseId });
  expect(await waiting()).toMatchObject([{ document: "deny-decision", failure: { code: "office-profile-missing" } }, { document: "delivery-receipt" }]);

  await line.cut();
  await expect(waiting()).rejects.toMatchObject({ code: "centre-unreachable" });
  await line.mend();
  await setProfile(kept?.profile ?? null);
  centre.pass(3_600_000);
  await sealAndStore(centre.centre, (error) => expect.unreachable(String(error)));
  await vi.waitFor(async () => expect((await window.pc.call("sync.now", {})).isOnline).toBe(true), 30_000);
  expect(await waiting()).toEqual([]);
  await vi.waitFor(async () => expect((await window.open(caseId)).case.documents.map(({ document }) => document)).toContain("deny-decision"), 30_000);
});

import { PDFDocument } from "pdf-lib";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createRootAuthority } from "../../documents/signature/authority.ts";
import { signPdf } from "../../documents/signature/sign-pdf.ts";
import { findValidCertificate } from "../../domain/case/result.ts";
import type { CaseCertificate } from "../../domain/case/case-state.ts";
import { commandIdSchema, type CaseId } from "../../domain/ids.ts";
import { addMs } from "../../domain/time/instant.ts";
import { readSealTrust } from "../../server/seal/seal-trust.ts";
import { landDepartment, publicationsDepartment, serviceCenter } from "../../server/seed/offices.ts";
import { addFreeItem } from "../centre/granted-case.ts";
import { postgresFlavours, type TestPostgres } from "../centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../centre/trial-centre.ts";
import { agreeing, granting } from "../fixtures/cases.ts";
import { photographCode } from "../fixtures/code-picture.ts";
import { openLine, type CuttableLine } from "./cuttable-line.ts";
import { acceptTrialCase, trialItem } from "./trial-case.ts";
import { openTrialDesk, signThrough, type TrialDesk } from "./trial-desk.ts";

/** What a desk says of a certificate with the centre and without it: never that it is valid, unless the register was asked. */

let postgres: TestPostgres;
let centre: TrialCentre;
let lines: CuttableLine[];
/** The hall's window has the case; a department that has nothing to do with it has not. */
let window: TrialDesk;
let elsewhere: TrialDesk;
let publications: TrialDesk;
let caseId: CaseId;
let certificate: CaseCertificate;
let pdf: Uint8Array;
let code: string;

beforeAll(async () => {
  postgres = await postgresFlavours[0]!.start();
  centre = await startTrialCentre(postgres);
  lines = [await openLine(centre.url), await openLine(centre.url)];
  const version = await addFreeItem(centre, trialItem.version + 1);
  window = await openTrialDesk(centre, serviceCenter, "window-clerk", lines[0]!.url);
  elsewhere = await openTrialDesk(centre, landDepartment, "certificate-officer", lines[1]!.url);
  publications = await openTrialDesk(centre, publicationsDepartment, "certificate-officer");
  await vi.waitFor(() => expect(window.pc.useCases.opened.store.catalogue.findItem(trialItem.code, version)).toBeDefined(), 30_000);
  caseId = await acceptTrialCase(window.pc);
  await window.sync();
  await signThrough(publications, [caseId], ({ code, isDecision }) => (isDecision ? granting : agreeing(code)));
  await publications.sitDown("certificate-officer");
  certificate = await issue("first", null);
  pdf = (await publications.pc.call("papers.read", { caseId, sha256: certificate.sha256 })).pdf;
  const { rows } = await centre.centre.database.execute<{ code: string }>("SELECT verification_code AS code FROM certificates");
  code = rows[0]!.code;
  await vi.waitFor(async () => expect((await window.open(caseId)).case.certificates).toHaveLength(1), 30_000);
});
afterAll(async () => {
  expect([window, elsewhere, publications].flatMap(({ pc }) => pc.loggedErrors)).toEqual([]);
  for (const desk of [window, elsewhere, publications]) await desk.close();
  for (const line of lines) await line.close();
  await centre.close();
  await postgres.stop();
});

async function issue(kind: "first" | "reissue", replaces: string | null): Promise<CaseCertificate> {
  const answer = await publications.pc.call("certificates.issue", { caseId, requestId: commandIdSchema.parse(uuidv7()), issue: kind, replaces, reason: replaces === null ? "" : "遗失" });
  if (answer.outcome === "refused") throw new Error(JSON.stringify(answer.refusal));
  return findValidCertificate(answer.opened.case)!;
}

const verifyFile = (desk: TrialDesk, file: Uint8Array) => desk.pc.call("certificates.verifyFile", { file });
const verifyText = (desk: TrialDesk, text: string) => desk.pc.call("certificates.verifyText", { text });
const photograph = () => photographCode(`https://spzx.example.gov.cn/verify/${code}`, { width: 1920, height: 1440, turnedDegrees: 3 });
const changed = () => Uint8Array.from(pdf, (byte, index) => (index === 5000 ? byte ^ 1 : byte));
const appended = () => Buffer.concat([pdf, Buffer.from("\n% 附注\n")]);

async function signedByStranger(): Promise<Uint8Array> {
  const validity = { from: addMs(centre.now(), -86_400_000), until: addMs(centre.now(), 86_400_000) };
  const root = createRootAuthority({ commonName: "一窗印章根证书", organization: publicationsDepartment.name }, Uint8Array.of(7), validity);
  const signer = root.issueSigner({ commonName: `${publicationsDepartment.name}审批专用章`, organization: publicationsDepartment.name }, Uint8Array.of(8), validity);
  const document = await PDFDocument.create();
  document.addPage([400, 300]);
  return signPdf(await document.save({ useObjectStreams: false }), { signer, signedAt: centre.now(), reason: "核发证照", certificateNumber: certificate.number, place: null });
}

async function cutOff(desk: TrialDesk, line: CuttableLine): Promise<void> {
  await desk.sync();
  await line.cut();
  await vi.waitFor(async () => expect((await desk.pc.call("sync.now", {})).isOnline).toBe(false), 30_000);
}

describe("with the centre", () => {
  it("a photograph or scan is verified by the code on it", async () => {
    expect(await verifyFile(window, await photograph())).toMatchObject([{ state: "valid", reason: "in-register", number: certificate.number, offline: null }]);
    expect(await window.pc.call("certificates.findCode", { picture: await photograph() })).toEqual({ code: `https://spzx.example.gov.cn/verify/${code}` });
  });

  it("a picture without a code, with a strange one, and a file that is neither are told apart", async () => {
    const blank = await photographCode("x", { width: 300, height: 200 });
    expect(await verifyFile(window, blank)).toMatchObject([{ state: "unknown", reason: "no-code-found" }]);
    expect(await verifyFile(window, await photographCode("https://weixin.qq.com/r/abc", { width: 1280, height: 960 }))).toMatchObject([{ state: "unknown", reason: "code-foreign" }]);
    expect(await verifyFile(window, Buffer.from("PK\u0003\u0004 a letter"))).toMatchObject([{ state: "unknown", reason: "not-a-pdf", offline: null }]);
  });
});

describe("without it", () => {
  let lastSyncedAt: string | null;
  beforeAll(async () => {
    await cutOff(window, lines[0]!);
    await cutOff(elsewhere, lines[1]!);
    ({ lastSyncedAt } = (await window.pc.call("workplace.get", {})).connection);
  });

  it("a good file is whole and this centre's, and nobody is told that it is valid", async () => {
    const known = { number: certificate.number, document: "certificate", certificate: { holderName: "李红梅", state: "valid" }, provenSignedAt: certificate.at };
    expect(await verifyFile(window, pdf)).toMatchObject([{ state: "unasked", reason: "file-good-unasked", ...known, signer: { organization: publicationsDepartment.name }, offline: { lastSyncedAt } }]);
    const unknown = { number: certificate.number, document: null, certificate: null, provenSignedAt: null };
    expect(await verifyFile(elsewhere, pdf)).toMatchObject([{ state: "unasked", reason: "file-good-unasked", ...unknown, signer: { organization: publicationsDepartment.name } }]);
  });

  it("a changed, a continued, a cut and a strangely signed file are found, and none says who signed it", async () => {
    const nothingSaid = { number: null, certificate: null, signer: null, signedAt: null };
    for (const desk of [window, elsewhere]) {
      expect(await verifyFile(desk, changed())).toMatchObject([{ state: "changed", reason: "content-changed", ...nothingSaid }]);
      expect(await verifyFile(desk, appended())).toMatchObject([{ state: "changed", reason: "bytes-appended", ...nothingSaid }]);
      expect(await verifyFile(desk, pdf.slice(0, -9))).toMatchObject([{ state: "changed", ...nothingSaid }]);
      expect(await verifyFile(desk, await signedByStranger())).toMatchObject([{ state: "unknown", reason: "signer-not-trusted", ...nothingSaid }]);
      expect(await verifyFile(desk, Buffer.from("PK\u0003\u0004"))).toMatchObject([{ state: "unknown", reason: "not-a-pdf" }]);
    }
  });

  it("a code tells nothing, a number what this PC's record has", async () => {
    expect(await verifyFile(window, await photograph())).toMatchObject([{ state: "unasked", reason: "register-unasked", number: null, certificate: null, offline: { lastSyncedAt } }]);
    expect(await verifyText(window, certificate.number)).toMatchObject([{ state: "unasked", reason: "register-unasked", certificate: { holderName: "李红梅" } }]);
    expect(await verifyText(elsewhere, certificate.number)).toMatchObject([{ state: "unasked", reason: "register-unasked", number: certificate.number, certificate: null }]);
  });

  it("what was replaced or revoked stays so where the record of it came; elsewhere it is not known yet", async () => {
    await lines[0]!.mend();
    const second = await issue("reissue", certificate.number);
    await vi.waitFor(async () => expect((await window.open(caseId)).case.certificates).toHaveLength(2), 30_000);
    await cutOff(window, lines[0]!);
    expect(await verifyFile(window, pdf)).toMatchObject([{ state: "reissued", reason: "certificate-reissued", certificate: { replacedBy: second.number }, offline: {} }]);
    expect(await verifyText(window, certificate.number)).toMatchObject([{ state: "reissued" }]);
    await lines[0]!.mend();
    const legalBasis = { law: "《中华人民共和国行政许可法》", article: "第六十九条" };
    await publications.pc.call("certificates.revoke", { caseId, requestId: commandIdSchema.parse(uuidv7()), number: second.number, reason: "以欺骗手段取得", legalBasis });
    await vi.waitFor(async () => expect((await window.open(caseId)).case.certificates.at(-1)?.state).toBe("revoked"), 30_000);
    await cutOff(window, lines[0]!);
    const reissued = (await publications.pc.call("papers.read", { caseId, sha256: second.sha256 })).pdf;
    expect(await verifyFile(window, reissued)).toMatchObject([{ state: "revoked", reason: "certificate-revoked", certificate: { revocation: { reason: "以欺骗手段取得", legalBasis } } }]);
    expect(await verifyFile(elsewhere, reissued)).toMatchObject([{ state: "unasked", reason: "file-good-unasked" }]);
  });

  it("a PC that never heard of the seals accuses nobody", async () => {
    const line = await openLine(centre.url);
    const fresh = await openTrialDesk(centre, landDepartment, "certificate-officer", line.url);
    const { catalogue } = fresh.pc.useCases.opened.store;
    await vi.waitFor(() => expect(catalogue.findSealTrust()?.roots).toHaveLength(1), 30_000);
    await cutOff(fresh, line);
    const heard = { items: catalogue.allItems(), calendar: catalogue.getCalendar(), delegations: catalogue.findDelegations(), signingTrust: catalogue.findSigningTrust()! };
    catalogue.save({ ...heard, sealTrust: { roots: [], revocations: [], inUse: [] } }, undefined);
    expect(await verifyFile(fresh, pdf)).toMatchObject([{ state: "unasked", reason: "signer-unasked", signer: null, number: null }]);
    expect(await verifyFile(fresh, changed())).toMatchObject([{ state: "changed" }]);
    await fresh.close();
    await line.close();
  });
});

it("every PC hears of the roots, of keys given away, and when the seals run out", async () => {
  await lines[1]!.mend();
  await vi.waitFor(async () => expect((await elsewhere.pc.call("sync.now", {})).isOnline).toBe(true), 30_000);
  const told = await readSealTrust(centre.centre.database);
  expect(told.inUse.length).toBeGreaterThan(2);
  expect(elsewhere.pc.useCases.opened.store.catalogue.findSealTrust()).toEqual(told);
  expect((await elsewhere.pc.call("workplace.get", {})).sealsInUse).toEqual(told.inUse);
});

import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { commandResultSchema } from "../../contracts/sync.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import type { CommandBody } from "../../domain/case/case-command.ts";
import type { CaseId } from "../../domain/ids.ts";
import { regionDateOf } from "../../domain/time/instant.ts";
import { sealDuePapers } from "../../server/documents/seal-due-papers.ts";
import { serviceCenter } from "../../server/seed/offices.ts";
import { askForCertificate, openTrialStaff, trialDecision, type TrialStaff } from "../centre/granted-case.ts";
import { postgresFlavours, type TestPostgres } from "../centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../centre/trial-centre.ts";
import { openLine, type CuttableLine } from "./cuttable-line.ts";
import { openHeadless, type Headless } from "./headless.ts";
import { acceptTrialCase, act, sheetPicture } from "./trial-case.ts";

let postgres: TestPostgres;
let centre: TrialCentre;
let staff: TrialStaff;
let line: CuttableLine;
/** The window whose line can be cut, and another of the same hall. */
let window: Headless;
let other: Headless;

beforeAll(async () => {
  postgres = await postgresFlavours[0]!.start();
  centre = await startTrialCentre(postgres);
  staff = await openTrialStaff(centre);
  line = await openLine(centre.url);
  window = await openHeadless({ now: centre.now, options: { centreUrl: line.url, enrolmentCode: await centre.enrolmentCodeFor(serviceCenter.id) } });
  other = await openHeadless({ now: centre.now, options: { centreUrl: centre.url, enrolmentCode: await centre.enrolmentCodeFor(serviceCenter.id) } });
  await window.call("session.signIn", { account: "wangxiulan", password: centre.password });
  await other.call("session.signIn", { account: "liuchang", password: centre.password });
});
afterAll(async () => {
  for (const workstation of [window, other]) {
    await workstation.stop();
    await workstation.remove();
  }
  await line.close();
  await centre.close();
  await postgres.stop();
});

async function synced(workstation: Headless): Promise<void> {
  await workstation.call("sync.now", {});
  await vi.waitFor(async () => {
    expect((await workstation.call("workplace.get", {})).connection).toMatchObject({ isOnline: true, waitingCommandCount: 0, waitingPageCount: 0 });
  }, 20_000);
}

const caseAt = async (workstation: Headless, caseId: CaseId) => (await workstation.call("cases.open", { caseId })).case;
/** What the centre said has reached the workstation. */
const seen = (workstation: Headless, caseId: CaseId, facts: object) =>
  vi.waitFor(async () => expect(await caseAt(workstation, caseId)).toMatchObject(facts), 20_000);

/** Accepted at the window, signed to the grant in the department; the fee is due. */
async function unpaidCase(): Promise<CaseId> {
  const caseId = await acceptTrialCase(window);
  await synced(window);
  const opinion = { stepCode: "preliminary-review", verdict: "agree", text: "同意", reasons: "", legalBasis: null } as const;
  await staff.handler.push([await staff.handler.signedCommand("signOpinion", caseId, opinion)]);
  await staff.chief.push([await staff.chief.signedCommand("decideCase", caseId, trialDecision)]);
  await seen(window, caseId, { stage: "awaiting-payment", fee: { totalFen: 1000 } });
  return caseId;
}

/** The certificate issued and printed on this sheet, both windows know. */
async function printed(caseId: CaseId, paperSerial: string): Promise<void> {
  const result = commandResultSchema.parse((await askForCertificate(staff.officer, caseId)).body);
  const event = result.outcome === "applied" ? result.events[0] : undefined;
  if (event?.kind !== "certificateIssued") throw new Error(JSON.stringify(result));
  const { number, issueNumber } = event.payload;
  const print = staff.officer.command("recordCertificatePrint", caseId, { number, issueNumber, paperSerial, outcome: "printed", note: "" });
  expect(await staff.officer.push([print])).toMatchObject([{ outcome: "applied" }]);
  for (const workstation of [window, other]) await seen(workstation, caseId, { certificates: [{ prints: [{ paperSerial }] }] });
}

const payment = (): CommandBody => ({ kind: "recordPayment", payload: { method: "cash", amountFen: 1000, payer: "李红梅", reference: "", receivedOn: regionDateOf(centre.now()) } });

async function handingOver(workstation: Headless, count: number): Promise<Extract<CommandBody, { kind: "handOverResult" }>> {
  const { page } = await workstation.call("scans.preparePicture", { name: `签名-${count}.png`, bytes: await sheetPicture(count), origin: "signature" });
  return {
    kind: "handOverResult",
    payload: { recipient: { name: "李红梅", relation: "self", identityNumber: "H12345678" }, documents: ["certificate"], signature: { kind: "pad", page } },
  };
}
const closing: CommandBody = { kind: "closeCase", payload: {} };

describe("a result at the window (R-OFF-1)", () => {
  it("is paid for, handed over and closed without the network, and reaches the centre with the signature's picture", async () => {
    const caseId = await unpaidCase();
    await line.cut();
    const paid = await act(window, caseId, payment());
    expect(paid).toMatchObject({ case: { stage: "granted" }, waitingCommandCount: 1 });
    await line.mend();
    await synced(window);
    await printed(caseId, "A0001");

    await line.cut();
    const handOver = await handingOver(window, 1);
    await act(window, caseId, handOver);
    const closed = await act(window, caseId, closing);
    expect(closed).toMatchObject({ case: { stage: "closed" }, waitingCommandCount: 2 });
    expect(closed.trail.slice(-2)).toMatchObject([{ kind: "resultHandedOver", isWaiting: true }, { kind: "caseClosed", isWaiting: true }]);
    await line.mend();
    await synced(window);
    await seen(other, caseId, { stage: "closed", fee: { payment: { amountFen: 1000 } }, handOver: { recipient: { name: "李红梅" }, certificateNumber: closed.case.certificates[0]?.number } });
    const { jpeg } = await other.call("pages.read", { sha256: handOver.payload.signature.page.sha256 });
    expect(jpeg.length).toBe(handOver.payload.signature.page.byteLength);
  });

  it("is handed over once: the window heard of second is told who had it, and shows the first", async () => {
    const caseId = await unpaidCase();
    await act(window, caseId, payment());
    await synced(window);
    await printed(caseId, "A0002");
    await line.cut();
    await act(window, caseId, await handingOver(window, 2));
    await act(window, caseId, closing);
    await act(other, caseId, await handingOver(other, 3));
    await synced(other);
    await line.mend();
    await synced(window);

    const attentions = (await window.call("attention.list", {})).filter((attention) => attention.caseId === caseId);
    expect(attentions).toMatchObject([{ cause: { kind: "command-refused", commandKind: "handOverResult", refusal: { code: "already-handed-over", recipientName: "李红梅" } } }]);
    const { cause } = attentions[0]!;
    if (cause.kind === "command-refused") expect(wordingOf(cause.refusal)).toContain("李红梅签收，这一次没有登记");
    // Closing needed a signed hand-over, and there was one.
    for (const workstation of [window, other]) await seen(workstation, caseId, { stage: "closed", handOver: { by: { name: "刘畅" } } });
  });

  it("takes money twice at no window: the second is told to give it back", async () => {
    const caseId = await unpaidCase();
    await line.cut();
    await act(window, caseId, payment());
    await seen(other, caseId, { stage: "awaiting-payment" });
    await act(other, caseId, payment());
    await synced(other);
    await line.mend();
    await synced(window);
    const [attention] = (await window.call("attention.list", {})).filter((row) => row.caseId === caseId);
    expect(attention).toMatchObject({ cause: { commandKind: "recordPayment", refusal: { code: "fee-already-paid", receivedBy: "刘畅" } } });
    await seen(window, caseId, { stage: "granted", fee: { payment: { by: { name: "刘畅" } } } });
  });

  it("is told of by a notice that waits in the list, is delivered without the network, and once (R-FLOW-4, R-FEE-1)", async () => {
    const caseId = await unpaidCase();
    await sealDuePapers(centre.centre);
    for (const workstation of [window, other]) await seen(workstation, caseId, { documents: [{ document: "fee-notice", delivery: null }, { document: "delivery-receipt" }] });
    const [notice] = (await caseAt(window, caseId)).documents;
    const isListed = async (workstation: Headless): Promise<boolean> => (await workstation.call("cases.list", { view: "to-deliver" })).rows.some((row) => row.caseId === caseId);
    const delivering = (name: string): CommandBody => ({
      kind: "deliverNotice",
      payload: {
        document: "fee-notice", number: notice!.number, method: "in-person", recipient: { name, relation: "self" }, postNumber: "", deliveredOn: regionDateOf(centre.now()), signature: null, note: "",
      },
    });
    expect(await isListed(window)).toBe(true);
    await line.cut();
    await act(window, caseId, delivering("李红梅"));
    expect(await isListed(window)).toBe(false);
    await seen(other, caseId, { documents: [{ delivery: null }, {}] });
    await act(other, caseId, delivering("李小梅"));
    await synced(other);
    await line.mend();
    await synced(window);
    for (const workstation of [window, other]) await seen(workstation, caseId, { documents: [{ delivery: { recipient: { name: "李小梅" }, by: { name: "刘畅" } } }, {}] });
    const [attention] = (await window.call("attention.list", {})).filter((row) => row.caseId === caseId);
    expect(attention).toMatchObject({ cause: { commandKind: "deliverNotice", refusal: { code: "notice-already-delivered", recipientName: "李小梅" } } });
  });

  it("asks for what only the centre gives in vain", async () => {
    const caseId = await unpaidCase();
    const body: CommandBody = { kind: "lapseUnpaid", payload: {} };
    expect(await window.call("cases.act", { caseId, body })).toEqual({ outcome: "refused", refusal: { code: "only-at-centre", kind: "lapseUnpaid" } });
  });

  it("logged nothing unforeseen", () => expect([...window.loggedErrors, ...other.loggedErrors]).toEqual([]));
});

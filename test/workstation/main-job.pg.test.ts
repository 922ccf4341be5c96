import { readdir, readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { ReceiptKind } from "../../domain/case/case-parts.ts";
import type { CaseId } from "../../domain/ids.ts";
import { materialOf } from "../../domain/case/case-state.ts";
import { reviewersPlace, type TrialCentre } from "../centre/trial-centre.ts";
import { serviceCenter } from "../../server/seed/offices.ts";
import type { CuttableLine } from "./cuttable-line.ts";
import { batchEnd, importFiles, openHeadless, targetOf, type Headless } from "./headless.ts";
import { acceptTrialCase, act, receiveTrialCase, recordMaterials, requiredMaterials, sheetPicture } from "./trial-case.ts";
import { readOutlines } from "../fixtures/outlined-text.ts";
import { openWindowOnLine } from "./window-on-line.ts";

let centre: TrialCentre;
let line: CuttableLine;
let window: Headless;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ centre, line, window, close } = await openWindowOnLine());
});
afterAll(async () => {
  await window.stop();
  await window.remove();
  await close();
});

const waitingCount = async () => (await window.call("workplace.get", {})).connection.waitingCommandCount;
const synced = async () => {
  await window.call("sync.now", {});
  await vi.waitFor(async () => expect((await window.call("workplace.get", {})).connection).toMatchObject({ isOnline: true, waitingCaseCount: 0, waitingPageCount: 0 }));
};

const titles = "接件凭证受理单";

/** What the preview shows of the papers' titles. */
async function previewedTitle(caseId: CaseId, receipt: ReceiptKind): Promise<string> {
  const { svg } = await window.call("receipts.preview", { caseId, receipt });
  return readOutlines(svg, titles);
}

describe("the main job on a headless workstation", () => {
  it("joins the centre by itself and signs a clerk in", async () => {
    expect((await window.call("workplace.get", {})).enrolment).toMatchObject({ officeName: serviceCenter.name, centreUrl: line.url });
    await expect(window.call("cases.list", { view: "today" })).rejects.toMatchObject({ code: "sign-in-needed" });
    await expect(window.call("session.signIn", { account: "wangxiulan", password: "wrong" })).rejects.toMatchObject({ code: "sign-in-wrong" });
    const workplace = await window.call("session.signIn", { account: "wangxiulan", password: centre.password });
    expect(workplace.person).toMatchObject({ name: "王秀兰", isOfflineSignIn: false });
    expect(JSON.stringify(workplace)).not.toContain(window.useCases.opened.store.enrolments.getCurrent().deviceToken);
    expect((await window.call("catalogue.get", {})).items.length).toBeGreaterThanOrEqual(3);
  });

  it("receives, takes pages, accepts, syncs, and the reviewer reads every page (R-RECV-2, R-SCAN-2)", async () => {
    const caseId = await receiveTrialCase(window);
    const files = await Promise.all([1, 2, 3].map(async (number) => ({ name: `第${number}页.png`, bytes: await sheetPicture(number) })));
    const target = targetOf(caseId, requiredMaterials[0] ?? "");
    const progress = await batchEnd(window, () => importFiles(window, target, files));
    expect(progress).toMatchObject({ state: "finished", finishedPageCount: 3, totalCount: 3, problems: [], failure: null });
    await recordMaterials(window, caseId);
    const opened = await act(window, caseId, { kind: "acceptCase", payload: {} });
    const pages = materialOf(opened.case, target.materialCode).pages;
    expect(pages.map(({ source }) => source)).toEqual(["第1页.png", "第2页.png", "第3页.png"]);
    expect(await previewedTitle(caseId, "acceptance-notice")).toContain("受理单");
    await synced();

    const reviewer = await openHeadless({ now: centre.now });
    try {
      await reviewer.call("workplace.enrol", { centreUrl: centre.url, enrolmentCode: await centre.enrolmentCodeFor(reviewersPlace.officeId), deviceName: "审核" });
      await reviewer.call("session.signIn", { account: reviewersPlace.account, password: centre.password });
      const inbox = await vi.waitFor(async () => {
        const { rows } = await reviewer.call("cases.list", { view: "inbox" });
        expect(rows.map((row) => row.caseId)).toContain(caseId);
        return rows;
      });
      expect(inbox[0]).toMatchObject({ applicantName: "李红梅", pageCount: 3 });
      for (const { sha256 } of pages) {
        const { jpeg } = await reviewer.call("pages.read", { sha256 });
        expect(jpeg).toEqual((await window.call("pages.read", { sha256 })).jpeg);
        expect(reviewer.useCases.opened.store.pages.has(sha256)).toBe(true);
      }
      const reviewed = await reviewer.call("cases.open", { caseId });
      expect(reviewed.trail.every(({ isWaiting }) => !isWaiting)).toBe(true);
      expect(reviewed.actions).not.toContain("acceptCase");
    } finally {
      await reviewer.stop();
      await reviewer.remove();
    }
  });

  it("works without the network and sends everything once it is back (R-OFF-1, R-OFF-3, R-OFF-4)", async () => {
    await line.cut();
    await window.call("session.signOut", {});
    await window.call("sync.now", {});
    await expect(window.call("session.signIn", { account: "wangxiulan", password: "wrong" })).rejects.toMatchObject({ code: "offline-sign-in-wrong" });
    await expect(window.call("session.signIn", { account: "liuchang", password: centre.password })).rejects.toMatchObject({ code: "offline-sign-in-wrong" });
    const workplace = await window.call("session.signIn", { account: "wangxiulan", password: centre.password });
    expect(workplace.person?.isOfflineSignIn).toBe(true);
    expect(workplace.connection.isOnline).toBe(false);

    const caseId = await acceptTrialCase(window);
    expect(await waitingCount()).toBeGreaterThan(0);
    const { rows } = await window.call("cases.list", { view: "waiting" });
    expect(rows.map((row) => row.caseId)).toContain(caseId);
    expect(await previewedTitle(caseId, "reception-slip")).toContain("接件凭证");

    await line.mend();
    await synced();
    const opened = await window.call("cases.open", { caseId });
    expect(opened.case.stage).toBe("accepted");
    expect(opened.trail.every(({ isWaiting }) => !isWaiting)).toBe(true);
  });

  it("turns what the centre refuses into attention and never loses it silently (R-OFF-3)", async () => {
    const caseId = await acceptTrialCase(window);
    await synced();
    await line.cut();
    // Another program of the office ends the case meanwhile, unknown here.
    const other = await openHeadless({ now: centre.now, options: { centreUrl: centre.url, enrolmentCode: await centre.enrolmentCodeFor(serviceCenter.id) } });
    await other.call("session.signIn", { account: "liuchang", password: centre.password });
    await vi.waitFor(() => other.call("cases.open", { caseId }));
    await act(other, caseId, { kind: "withdrawCase", payload: { reason: "申请人撤回" } });
    await other.call("sync.now", {});
    await other.stop();
    await other.remove();

    await act(window, caseId, { kind: "withdrawCase", payload: { reason: "重复" } });
    await line.mend();
    await window.call("sync.now", {});
    const attention = await vi.waitFor(async () => {
      const [found] = await window.call("attention.list", {});
      expect(found).toBeDefined();
      return found!;
    });
    expect(attention).toMatchObject({ caseId, cause: { kind: "command-refused", commandKind: "withdrawCase", refusal: { code: "not-allowed-now" } } });
    expect((await window.call("cases.open", { caseId })).case.withdrawal?.reason).toBe("申请人撤回");
    await window.call("attention.settle", { attentionId: attention.attentionId });
    expect(await window.call("attention.list", {})).toEqual([]);
  });

  it("forgets the offline password of somebody the centre no longer lets in", async () => {
    const { people } = window.useCases.opened.store;
    await people.remember({ ...(await window.call("workplace.get", {})).person!, account: "gone" }, "old-password", centre.now());
    await expect(window.call("session.signIn", { account: "gone", password: "old-password" })).rejects.toMatchObject({ code: "sign-in-wrong" });
    expect(people.find("gone")).toBeUndefined();
  });

  it("exports a folder by the project's name with one ZIP per package (R-SCAN-3)", async () => {
    const caseId = await receiveTrialCase(window);
    await expect(window.call("cases.export", { caseId })).rejects.toMatchObject({ code: "export-empty" });
    const files = await Promise.all([5, 6].map(async (number) => ({ name: `${number}.png`, bytes: await sheetPicture(number) })));
    await batchEnd(window, () => importFiles(window, targetOf(caseId, requiredMaterials[0] ?? ""), files));
    const { folder, files: written } = await window.call("cases.export", { caseId });
    expect(folder).toBe(`${window.exportFolder}/红梅书店`);
    expect((await readdir(folder)).map((name) => `${folder}/${name}`)).toEqual(written);
    const entries = unzipSync(await readFile(written[0]!));
    expect(Object.keys(entries)).toEqual(["0001.jpg", "0002.jpg"]);
  });

  it("saves a receipt as PDF below the export folder", async () => {
    const caseId = await receiveTrialCase(window);
    const { path } = await window.call("receipts.savePdf", { caseId, receipt: "reception-slip" });
    expect(path.startsWith(window.exportFolder)).toBe(true);
    expect((await readFile(path)).subarray(0, 5).toString()).toBe("%PDF-");
    await expect(window.call("receipts.savePdf", { caseId, receipt: "acceptance-notice" })).rejects.toMatchObject({ code: "receipt-not-due" });
  });

  it("keeps a draft until it is received", async () => {
    const draft = { draftId: "01990000-0000-7000-8000-00000000d001", itemCode: null, application: { projectName: "半" }, savedAt: centre.now() };
    await window.call("drafts.save", draft);
    expect(await window.call("drafts.list", {})).toEqual([draft]);
    await window.call("drafts.drop", { draftId: draft.draftId });
    expect(await window.call("drafts.list", {})).toEqual([]);
  });

  it("logged nothing unforeseen", () => expect(window.loggedErrors).toEqual([]));
});

import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openDatabase } from "../../db/connection.ts";
import { pagesFile, recordsFile } from "../../db/open-store.ts";
import { allPages, materialOf } from "../../domain/case/case-state.ts";
import type { CaseId, PageId } from "../../domain/ids.ts";
import type { Page } from "../../domain/case/page.ts";
import { serviceCenter } from "../../server/seed/offices.ts";
import { readEvents } from "../../server/record/load-case.ts";
import { verifyRecord } from "../../server/record/verify-record.ts";
import type { TrialCentre } from "../centre/trial-centre.ts";
import type { CuttableLine } from "./cuttable-line.ts";
import { batchEnd, importFiles, openHeadless, targetOf, testDatabaseKey, type Headless } from "./headless.ts";
import { act, receiveTrialCase, recordMaterials, requiredMaterials, sheetPicture } from "./trial-case.ts";
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

const patience = { timeout: 20_000 };
const signIn = () => window.call("session.signIn", { account: "wangxiulan", password: centre.password });
const attentions = () => window.call("attention.list", {});
const picture = async (number: number) => ({ name: `${number}.png`, bytes: await sheetPicture(number) });

it("a page lost before it was sent is supplied again after acceptance, that page alone, and the centre has the case whole (R-OFF-2, R-OFF-3, R-RECV-6)", async () => {
  await signIn();
  await line.cut();
  const caseId = await receiveTrialCase(window);
  const target = targetOf(caseId, requiredMaterials[0]!);
  const files = await Promise.all([1, 2, 3].map(picture));
  await batchEnd(window, () => importFiles(window, target, files));
  await recordMaterials(window, caseId);
  const { case: accepted } = await act(window, caseId, { kind: "acceptCase", payload: {} });
  const [first, lost, third] = materialOf(accepted, target.materialCode).pages;
  await window.stop();
  losePage(window.dataFolder, lost!.sha256);

  await line.mend();
  window = await openHeadless({ now: centre.now, dataFolder: window.dataFolder, options: { centreUrl: line.url } });
  await signIn();
  const place = { materialCode: target.materialCode, pageId: lost!.pageId, pageNumber: 2 };
  await vi.waitFor(async () => expect(await attentions()).toMatchObject([{ caseId, cause: { kind: "page-not-sent", failure: { code: "page-lost" }, place } }]), patience);
  // Asked for as often as anybody likes, it stays one row.
  await window.call("sync.now", {});
  expect(await attentions()).toHaveLength(1);
  expect((await window.call("cases.open", { caseId })).lostPages).toEqual([lost!.sha256]);

  const rescan = (pageId: PageId, number: number) =>
    batchEnd(window, async () => importFiles(window, { ...target, replacesPageId: pageId }, [await picture(number)]));
  await expect(rescan(first!.pageId, 8)).rejects.toMatchObject({ code: "page-not-lost" });
  expect(await rescan(lost!.pageId, 9)).toMatchObject({ state: "finished", finishedPageCount: 1 });
  const supplied = (await window.call("cases.open", { caseId })).case;
  const pages = materialOf(supplied, target.materialCode).pages;
  expect(pages.map(({ sha256 }) => sha256)).toEqual([first!.sha256, expect.any(String), third!.sha256]);
  expect(await attentions()).toEqual([]);

  await vi.waitFor(async () => expect(await window.call("sync.now", {})).toMatchObject({ failure: null, waitingCaseCount: 0, waitingPageCount: 0 }), patience);
  expect(await attentions()).toEqual([]);
  for (const { sha256 } of allPages(supplied)) expect(await centre.centre.fileStore.findLength(sha256)).toBeDefined();
  const events = await readEvents(centre.centre.database, serviceCenter.id, caseId);
  expect(events.at(-1)).toMatchObject({ kind: "lostPageSupplied", actor: { name: "王秀兰" }, payload: { pageId: lost!.pageId, lostSha256: lost!.sha256 } });
  expect(await verifyRecord(centre.centre.database)).toMatchObject({ caseCount: 1, faults: [] });
});

it("what a window calls lost though the centre has it is not replaced, and the clerk hears of it (R-RECV-6, R-OFF-3)", async () => {
  const { caseId } = (await window.call("cases.list", { view: "today" })).rows[0]!;
  const { case: current } = await window.call("cases.open", { caseId });
  const page = allPages(current)[0]!;
  await window.stop();
  believeLost(window.dataFolder, caseId, page);
  window = await openHeadless({ now: centre.now, dataFolder: window.dataFolder, options: { centreUrl: line.url } });
  await signIn();
  const target = { ...targetOf(caseId, requiredMaterials[0]!), replacesPageId: page.pageId };
  expect(await batchEnd(window, async () => importFiles(window, target, [await picture(11)]))).toMatchObject({ finishedPageCount: 1 });
  await vi.waitFor(async () => expect(await attentions()).toMatchObject([{ caseId, cause: { kind: "command-refused", commandKind: "supplyLostPage", refusal: { code: "page-not-lost" } } }]), patience);
  expect(allPages((await window.call("cases.open", { caseId })).case)).toEqual(allPages(current));
});

/** As if its place on the disk could not be read any more. */
function losePage(folder: string, sha256: string): void {
  const client = openDatabase(join(folder, pagesFile.name), testDatabaseKey, pagesFile.options);
  expect(client.prepare("DELETE FROM page WHERE sha256 = ?").run(sha256).changes).toBe(1);
  client.close();
}

function believeLost(folder: string, caseId: CaseId, { sha256, byteLength }: Page): void {
  const client = openDatabase(join(folder, recordsFile.name), testDatabaseKey, recordsFile.options);
  const failure = JSON.stringify({ code: "page-lost", retryable: false, details: {} });
  client.prepare("INSERT INTO page_upload (sha256, case_id, byte_length, wanted_at, failure) VALUES (?, ?, ?, ?, ?)").run(sha256, caseId, byteLength, centre.now(), failure);
  client.close();
}

import { afterEach, beforeEach, expect, it } from "vitest";
import { deadlinesOf } from "../../domain/case/deadlines.ts";
import { materialOf } from "../../domain/case/case-state.ts";
import type { CommandBody } from "../../domain/case/case-command.ts";
import type { CaseId } from "../../domain/ids.ts";
import { addMs, type Instant } from "../../domain/time/instant.ts";
import { batchEnd, importFiles, targetOf, type Headless } from "./headless.ts";
import { mondayMorning, openOfflineWindow } from "./offline.ts";
import { act, receiveTrialCase, recordMaterials, requiredMaterials, sheetPicture, trialItem } from "./trial-case.ts";

const dayMs = 24 * 3_600_000;
const [firstMaterial = ""] = requiredMaterials;
let window: Headless;
let now: Instant;

beforeEach(async () => {
  now = mondayMorning;
  window = await openOfflineWindow({ now: () => now });
});
afterEach(async () => {
  await window.stop();
  await window.remove();
});

const due = async () => (await window.call("cases.list", { view: "due" })).rows.map(({ caseId }) => caseId);
const refusalOf = async (caseId: CaseId, body: CommandBody) => {
  const answer = await window.call("cases.act", { caseId, body });
  return answer.outcome === "refused" ? answer.refusal : undefined;
};

it("what was accepted on paper is scanned within its limit, finished, and frozen then (R-RECV-7)", async () => {
  const caseId = await receiveTrialCase(window);
  await recordMaterials(window, caseId);
  await act(window, caseId, { kind: "acceptCase", payload: {} });
  expect(await due()).toEqual([]);
  now = addMs(mondayMorning, 3 * dayMs);
  expect(await due()).toEqual([caseId]);
  for (const [index, material] of requiredMaterials.entries()) {
    expect(await refusalOf(caseId, { kind: "finishDigitising", payload: { materialCode: material } })).toMatchObject({ code: "nothing-to-digitise" });
    await batchEnd(window, async () => importFiles(window, targetOf(caseId, material), [{ name: "1.png", bytes: await sheetPicture(index + 1) }]));
    await act(window, caseId, { kind: "finishDigitising", payload: { materialCode: material } });
  }
  const { case: current } = await window.call("cases.open", { caseId });
  expect(deadlinesOf(current).find(({ kind }) => kind === "scan-paper")).toMatchObject({ doneAt: now });
  expect(materialOf(current, firstMaterial)).toMatchObject({ isAwaitingDigitising: false, digitisedAt: now });
  await expect(window.call("scans.import", { target: targetOf(caseId, firstMaterial), fileCount: 1 })).rejects.toMatchObject({ code: "materials-frozen" });
});

it("a correction that is not delivered comes to the clerk by itself when its limit is over, and is refused then, not before (R-RECV-4)", async () => {
  const caseId = await receiveTrialCase(window);
  const defects = requiredMaterials.map((materialCode) => ({ materialCode, problem: "缺", remedy: "补" }));
  const { case: waiting } = await act(window, caseId, { kind: "requestCorrection", payload: { defects, limitWorkingDays: 5 } });
  const refuse: CommandBody = { kind: "refuseCase", payload: { ground: "correction-not-delivered", reason: "逾期未补正", legalBasis: trialItem.legalBasis[0]! } };
  expect(await refusalOf(caseId, refuse)).toMatchObject({ code: "correction-not-yet-late" });
  expect(await due()).toEqual([]);

  now = addMs(waiting.correction!.dueAt, 1);
  expect(await due()).toEqual([caseId]);
  expect(await refusalOf(caseId, { kind: "deliverCorrection", payload: { note: "" } })).toMatchObject({ code: "correction-too-late" });
  expect((await act(window, caseId, refuse)).case).toMatchObject({ stage: "refused", refusal: { ground: "correction-not-delivered" } });
  expect((await window.call("receipts.preview", { caseId, receipt: "refusal-notice" })).svg).toContain("<svg");
  expect(await due()).toEqual([]);
});

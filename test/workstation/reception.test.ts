import { afterEach, expect, it } from "vitest";
import { v7 as uuidv7 } from "uuid";
import { openOfflineWindow } from "./offline.ts";
import type { Headless } from "./headless.ts";
import { trialItem } from "./trial-case.ts";
import { trialApplication } from "../centre/trial-window.ts";

let window: Headless;
afterEach(async () => {
  await window.stop();
  await window.remove();
});

it("makes one case of a draft, though the answer was lost and the page asks and saves again (R-OFF-2)", async () => {
  window = await openOfflineWindow();
  const draft = { draftId: uuidv7(), itemCode: trialItem.code, application: { applicantName: "刘一窗" }, savedAt: "2026-11-16T02:00:00.000Z" };
  const reception = { draftId: draft.draftId, itemCode: trialItem.code, application: trialApplication };
  await window.call("drafts.save", draft);
  const first = await window.call("cases.receive", reception);
  await window.stop();

  window = await openOfflineWindow({ dataFolder: window.dataFolder });
  await window.call("drafts.save", draft);
  expect(await window.call("drafts.list", {})).toEqual([]);
  expect(await window.call("cases.receive", reception)).toEqual(first);
  expect(await window.call("cases.list", { view: "all" })).toMatchObject({ total: 1, rows: [{ waitingCommandCount: 1 }] });

  const next = await window.call("cases.receive", { ...reception, draftId: uuidv7() });
  expect(next).toMatchObject({ outcome: "done", opened: { case: { number: expect.stringMatching(/0001000002\d$/) } } });
});

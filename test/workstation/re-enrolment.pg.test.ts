import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { v7 as uuidv7 } from "uuid";
import { openDatabase } from "../../db/connection.ts";
import { recordsFile } from "../../db/open-store.ts";
import { serviceCenter } from "../../server/seed/offices.ts";
import { verifyRecord } from "../../server/record/verify-record.ts";
import type { TrialCentre } from "../centre/trial-centre.ts";
import { trialApplication } from "../centre/trial-window.ts";
import type { CuttableLine } from "./cuttable-line.ts";
import { openHeadless, testDatabaseKey, type Headless } from "./headless.ts";
import { receiveTrialCase, trialItem } from "./trial-case.ts";
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

const reconnected = () => vi.waitFor(async () => expect((await window.call("sync.now", {})).isOnline).toBe(true));
const signIn = () => window.call("session.signIn", { account: "wangxiulan", password: centre.password });
const receive = () => window.call("cases.receive", { draftId: uuidv7(), itemCode: trialItem.code, application: trialApplication });

it("a PC whose store was rebuilt says so, receives again under a new code, and sends what the old code left (R-RECV-8, R-OFF-3)", async () => {
  const before = await signIn();
  expect(before.store.needsNewCode).toBe(false);
  await line.cut();
  const earlier = await receiveTrialCase(window);
  await window.stop();
  damageCatalogue(window.dataFolder);
  await line.mend();

  window = await openHeadless({ now: centre.now, dataFolder: window.dataFolder, options: { centreUrl: line.url } });
  const rebuilt = await window.call("workplace.get", {});
  expect(rebuilt.store).toMatchObject({ outcome: "rebuilt", needsNewCode: true, savedCommandCount: 1 });
  await reconnected();
  await signIn();
  await expect(receive()).rejects.toMatchObject({ code: "store-needs-new-code" });

  const enrolment = { centreUrl: line.url, deviceName: "三号窗口", enrolmentCode: await centre.enrolmentCodeFor(serviceCenter.id) };
  const after = await window.call("workplace.enrol", enrolment);
  expect(after.store.needsNewCode).toBe(false);
  expect(after.enrolment?.workstationCode).not.toBe(before.enrolment?.workstationCode);
  expect(after.person).toBeNull();
  await line.cut();
  await expect(signIn()).rejects.toMatchObject({ code: "offline-sign-in-wrong" });
  await line.mend();
  await reconnected();
  await signIn();
  const next = await receive();
  expect(next).toMatchObject({ outcome: "done", opened: { case: { number: expect.stringContaining(`${after.enrolment?.workstationCode}000001`) } } });

  await vi.waitFor(async () => expect((await window.call("sync.now", {})).waitingCommandCount).toBe(0));
  expect((await window.call("attention.list", {})).map(({ cause }) => cause.kind)).toEqual(["queue-saved"]);
  expect(await verifyRecord(centre.centre.database)).toMatchObject({ caseCount: 2, faults: [] });
  expect((await window.call("cases.open", { caseId: earlier })).case.number).toContain(`${before.enrolment?.workstationCode}000001`);
});

/** Overwrites what is known of the items in a closed store, and lets the next start look for damage. */
function damageCatalogue(folder: string): void {
  const file = join(folder, recordsFile.name);
  const { pageSizeBytes } = recordsFile.options;
  const client = openDatabase(file, testDatabaseKey, recordsFile.options);
  const pages = client.prepare("SELECT pageno FROM dbstat WHERE name = 'item' AND pagetype = 'leaf'").pluck().all() as number[];
  client.close();
  const bytes = readFileSync(file);
  for (const page of pages) bytes.fill(0x5a, (page - 1) * pageSizeBytes + 100, page * pageSizeBytes - 100);
  writeFileSync(file, bytes);
  writeFileSync(join(folder, "check-on-open"), "");
}

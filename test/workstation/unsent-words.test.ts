import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import type { CaseId } from "../../domain/ids.ts";
import { serviceCenter } from "../../server/seed/offices.ts";
import { serviceCenterStaff } from "../../server/seed/people.ts";
import type { Headless } from "./headless.ts";
import { mondayMorning, offlinePassword, openOfflineWindow } from "./offline.ts";
import { act, receiveTrialCase } from "./trial-case.ts";

const [clerk, colleague] = serviceCenterStaff as [(typeof serviceCenterStaff)[number], (typeof serviceCenterStaff)[number]];
let window: Headless;
afterEach(async () => {
  await window.stop();
  await window.remove();
});

const wordsOf = (caseId: CaseId, reason: string) => ({ caseId, form: "withdrawCase" as const, detail: "", words: { text: reason }, savedAt: mondayMorning });

it("keeps what somebody typed for them alone, until they give the act (R-OFF-2)", async () => {
  window = await openOfflineWindow();
  const { id, account, name, roles } = colleague;
  await window.useCases.opened.store.people.remember({ personId: id, account, name, officeId: serviceCenter.id, officeName: serviceCenter.name, roles: [...roles] }, offlinePassword, mondayMorning);
  const caseId = await receiveTrialCase(window);
  const words = wordsOf(caseId, "申请人来电，改报下月");
  await window.call("unsentWords.keep", words);
  await window.call("session.signOut", {});
  for (const call of [window.call("unsentWords.list", {}), window.call("unsentWords.keep", words), window.call("unsentWords.drop", words)]) await expect(call).rejects.toMatchObject({ code: "sign-in-needed" });

  await window.call("session.signIn", { account, password: offlinePassword });
  expect(await window.call("unsentWords.list", {})).toEqual([]);
  await window.call("unsentWords.drop", words);
  await window.call("session.signOut", {});

  await window.call("session.signIn", { account: clerk.account, password: offlinePassword });
  expect(await window.call("unsentWords.list", {})).toEqual([words]);
  await act(window, caseId, { kind: "withdrawCase", payload: { reason: "申请人来电，改报下月" } });
  expect(await window.call("unsentWords.list", {})).toEqual([]);
});

it("keeps them over the death of the process, as soon as the page was told that they are kept", async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), "yichuang-headless-"));
  const died = await new Promise<{ signal: string | undefined; stdout: string }>((resolve) => {
    execFile(process.execPath, [join(import.meta.dirname, "dying-words.ts"), dataFolder], (error, stdout) => resolve({ signal: error?.signal ?? undefined, stdout }));
  });
  expect(died.signal).toBe("SIGKILL");
  window = await openOfflineWindow({ dataFolder });
  expect(await window.call("unsentWords.list", {})).toEqual([wordsOf(died.stdout.trim() as CaseId, "断电之前写的")]);
});

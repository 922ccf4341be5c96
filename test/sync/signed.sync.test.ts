import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runCli } from "../../cli/testing/run-cli.ts";
import type { RecordedEvent } from "../../domain/case/case-event.ts";
import type { CaseId } from "../../domain/ids.ts";
import { startFaultProxy, type FaultProxy } from "../emulators/fault-proxy.ts";
import { agreeing, granting } from "../fixtures/cases.ts";
import { openHeadless, type Headless } from "../workstation/headless.ts";
import { acceptTrialCase, act } from "../workstation/trial-case.ts";
import { startRealCentre, type RealCentre } from "./real-centre.ts";

let centre: RealCentre;
let proxy: FaultProxy;
let desk: Headless;

beforeAll(async () => {
  centre = await startRealCentre();
  proxy = await startFaultProxy(centre.url());
  desk = await openHeadless({ options: { centreUrl: proxy.url, enrolmentCode: await centre.newEnrolmentCode() } });
});
afterAll(async () => {
  await desk.stop();
  await desk.remove();
  await proxy.close();
  await centre.close();
});

async function sitDown(account: string): Promise<void> {
  await desk.call("session.signOut", {});
  await desk.call("session.signIn", { account, password: centre.password });
}

const settled = () =>
  vi.waitFor(
    async () => {
      await desk.call("sync.now", {});
      expect((await desk.call("workplace.get", {})).connection).toMatchObject({ isOnline: true, waitingCommandCount: 0 });
    },
    { timeout: 45_000, interval: 100 },
  );

const signedOf = (events: readonly RecordedEvent[] = []) => events.filter(({ kind }) => kind === "opinionSigned" || kind === "caseDecided");

test("signatures given through lost replies and a killed centre are recorded once, and stand (R-SEC-3, R-OFF-3)", async () => {
  await sitDown("wangxiulan");
  const caseIds: CaseId[] = [];
  for (let at = 0; at < 4; at += 1) caseIds.push(await acceptTrialCase(desk));
  await settled();

  await sitDown("songwei");
  let pushes = 0;
  const reached = new Promise<void>((resolve) => {
    proxy.plan(({ path }) => {
      if (!path.startsWith("/api/sync/push")) return { kind: "none" };
      pushes += 1;
      if (pushes === 2) resolve();
      return pushes === 1 ? { kind: "lose-reply" } : { kind: "duplicate" };
    });
  });
  for (const caseId of caseIds.slice(0, -1)) await act(desk, caseId, agreeing("preliminary-review"));
  await reached;
  await centre.kill();
  // Nobody answers, and signing goes on: the key is in memory.
  const [more] = caseIds as [CaseId];
  const late = caseIds.at(-1)!;
  await act(desk, late, agreeing("preliminary-review"));
  await centre.restart();
  proxy.setUpstream(centre.url());
  proxy.plan(() => ({ kind: "none" }));
  await settled();

  // Another's key is certified by the same authority after the restart.
  await sitDown("yuanzhiming");
  await act(desk, more, granting);
  await settled();

  const record = await centre.readRecord();
  expect(caseIds.map((caseId) => signedOf(record.get(caseId)).map(({ kind, payload }) => [kind, "signature" in payload]))).toEqual([
    [["opinionSigned", true], ["caseDecided", true]],
    ...caseIds.slice(1).map(() => [["opinionSigned", true]]),
  ]);
  expect(await desk.call("attention.list", {})).toEqual([]);
  for (const caseId of caseIds) expect((await desk.call("cases.verify", { caseId })).fault).toBeNull();
  const { exitCode, stdout } = await runCli(["record", "verify", "--data", centre.dataFolder, "--json"], { cwd: centre.dataFolder });
  expect([exitCode, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ signedCount: 5, unsignedCount: 0, faults: [] })]);
  expect(desk.loggedErrors).toEqual([]);
}, 300_000);

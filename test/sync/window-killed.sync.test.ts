import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../../db/connection.ts";
import { startFaultProxy, type FaultProxy } from "../emulators/fault-proxy.ts";
import { seededRandom } from "./seeded-random.ts";
import { startLineChild } from "./child-lines.ts";
import { temporaryFolder, testKey } from "./open-test-store.ts";
import { checkChains, startRealCentre, type RealCentre } from "./real-centre.ts";

let centre: RealCentre;
let proxy: FaultProxy;
const folder = temporaryFolder();

beforeAll(async () => {
  centre = await startRealCentre();
  proxy = await startFaultProxy(centre.url());
});
afterAll(async () => {
  await proxy.close();
  await centre.close();
  folder.remove();
});

const kills = 8;

test("a workstation killed with -9 at any moment loses nothing it acknowledged and sends nothing twice (R-OFF-2, R-OFF-3)", async () => {
  const random = seededRandom(20261121);
  const acknowledged: { caseId: string; number: string }[] = [];
  const options = { folder: folder.path, centreUrl: proxy.url };
  const start = (more: object) => startLineChild(join(import.meta.dirname, "window-process.ts"), [JSON.stringify({ ...options, ...more })]);
  // Some answers are lost on the way, so that the kill also falls between the centre's word and ours.
  let requests = 0;
  proxy.plan(({ path }) => (path.startsWith("/api/sync/push") && (requests += 1) % 4 === 0 ? { kind: "lose-reply" } : { kind: "none" }));

  for (let round = 0; round < kills; round += 1) {
    const joining = round === 0 ? { enrolmentCode: await centre.newEnrolmentCode(), password: centre.password } : {};
    const child = start({ caseCount: 1000, ...joining });
    await child.next();
    const lives = 1 + Math.floor(random() * 12);
    for (let line = 0; line < lives; line += 1) acknowledged.push(await child.next());
    await child.kill();
    expect(check("records.db", 4096)).toBe("ok");
    expect(check("pages.db", 16_384)).toBe("ok");
  }

  proxy.plan(() => ({ kind: "none" }));
  const last = start({ caseCount: 0 });
  await last.next();
  expect(await last.next()).toEqual({ done: true, attentionCount: 0, breakCount: 0 });
  await last.end();

  const record = await centre.readRecord();
  checkChains(record);
  const cases = new Map((await centre.query<{ case_id: string; number: string }>("select case_id, number from cases")).map((row) => [row.case_id, row.number]));
  expect(acknowledged.filter(({ caseId, number }) => cases.get(caseId) !== number)).toEqual([]);
  expect(new Set(cases.values()).size).toBe(cases.size);
  for (const [caseId, events] of record) {
    // A case acknowledged has its pages; one cut off between reception and pages was not.
    const kinds = events.map((event) => event.kind);
    const isAcknowledged = acknowledged.some((given) => given.caseId === caseId);
    expect(kinds).toEqual(isAcknowledged || kinds.length === 2 ? ["caseReceived", "pagesAttached"] : ["caseReceived"]);
    for (const page of events.flatMap((event) => (event.kind === "pagesAttached" ? event.payload.pages : []))) {
      const bytes = readFileSync(join(centre.dataFolder, "files", "whole", page.sha256.slice(0, 2), page.sha256));
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(page.sha256);
    }
  }
}, 240_000);

function check(file: string, pageSizeBytes: number): unknown {
  const client = openDatabase(join(folder.path, file), testKey, { pageSizeBytes, cacheKib: 1000 });
  try {
    return client.pragma("quick_check", { simple: true });
  } finally {
    client.close();
  }
}

import { createHash } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openDatabase } from "../../db/connection.ts";
import { recordsFile } from "../../db/open-store.ts";
import type { RecordedEvent } from "../../domain/case/case-event.ts";
import type { CaseId } from "../../domain/ids.ts";
import { chainStart, hashOfEvent } from "../../domain/record/hash-chain.ts";
import { publicationsDepartment } from "../../server/seed/offices.ts";
import { postgresFlavours, type TestPostgres } from "../centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../centre/trial-centre.ts";
import type { TrialWindow } from "../centre/trial-window.ts";
import { agreeing } from "../fixtures/cases.ts";
import { openHeadless, testDatabaseKey, type Headless } from "./headless.ts";
import { act } from "./trial-case.ts";

let postgres: TestPostgres;
let centre: TrialCentre;
let window: TrialWindow;
let desk: Headless;
let database: ReturnType<typeof openDatabase>;

beforeAll(async () => {
  postgres = await postgresFlavours[0]!.start();
  centre = await startTrialCentre(postgres);
  window = await centre.openWindow();
  desk = await openHeadless({ now: centre.now, options: { centreUrl: centre.url, enrolmentCode: await centre.enrolmentCodeFor(publicationsDepartment.id) } });
  await desk.call("session.signIn", { account: "songwei", password: centre.password });
  database = openDatabase(join(desk.dataFolder, recordsFile.name), testDatabaseKey, recordsFile.options);
});
afterAll(async () => {
  database.close();
  await desk.stop();
  await desk.remove();
  await centre.close();
  await postgres.stop();
});

/** Received, three materials, accepted, an opinion signed at this desk: six events, all of them confirmed. */
async function signedCase(): Promise<CaseId> {
  const commands = window.reception();
  const { caseId } = commands[0]!;
  await window.push([...commands, window.command("acceptCase", caseId, {})]);
  await desk.call("sync.now", {});
  await vi.waitFor(async () => expect((await desk.call("cases.open", { caseId })).case.stage).toBe("accepted"), { timeout: 20_000 });
  await act(desk, caseId, agreeing("preliminary-review"));
  await vi.waitFor(async () => {
    await desk.call("sync.now", {});
    expect((await desk.call("cases.open", { caseId })).record).toEqual({ eventCount: 6, signedCount: 1, unsignedCount: 0, fault: null });
  }, { timeout: 20_000 });
  return caseId;
}

const numberOf = (caseId: CaseId) => desk.useCases.opened.store.rows.find(caseId)?.number;
const tamper = (caseId: CaseId, statement: string): void => void database.prepare(statement).run({ caseId });

/** A change, and every hash after it computed anew. */
function changeAndMend(caseId: CaseId, change: (event: RecordedEvent) => RecordedEvent): void {
  const rows = database.prepare("SELECT event FROM confirmed_event WHERE case_id = ? ORDER BY version").all(caseId) as { event: string }[];
  let previousHash = chainStart;
  for (const { event: text } of rows) {
    const unchained = { ...change(JSON.parse(text) as RecordedEvent), previousHash };
    const hash = hashOfEvent(unchained, (said) => createHash("sha256").update(said).digest("hex"));
    database.prepare("UPDATE confirmed_event SET event = ?, hash = ? WHERE case_id = ? AND version = ?").run(JSON.stringify({ ...unchained, hash }), hash, caseId, unchained.version);
    previousHash = hash;
  }
  database.prepare("UPDATE case_row SET record_hash = ? WHERE case_id = ?").run(previousHash, caseId);
}

describe("a row of the workstation's database that somebody edited is named when the case is opened (R-SUP-8)", () => {
  it.each([
    ["an event's words", "UPDATE confirmed_event SET event = replace(event, '李红梅', '李红霉') WHERE version = 1 AND case_id = :caseId", { version: 1, kind: "caseReceived", problem: "content-changed" }],
    ["a signed opinion", "UPDATE confirmed_event SET event = replace(event, '同意', '反对') WHERE version = 6 AND case_id = :caseId", { version: 6, kind: "opinionSigned", problem: "content-changed" }],
    ["a column beside an event", "UPDATE confirmed_event SET hash = 'x' WHERE version = 3 AND case_id = :caseId", { version: 3, kind: "materialRecorded", problem: "row-differs" }],
    ["the last event, gone", "DELETE FROM confirmed_event WHERE version = 6 AND case_id = :caseId", { version: 6, kind: null, problem: "events-missing" }],
  ])("%s", async (_what, statement, fault) => {
    const caseId = await signedCase();
    tamper(caseId, statement);
    const opened = await desk.call("cases.open", { caseId });
    expect(opened.record.fault).toEqual({ caseNumber: numberOf(caseId), ...fault });
    expect(await desk.call("cases.verify", { caseId })).toEqual(opened.record);
  });

  it.each([
    ["an event in the middle, gone", "DELETE FROM confirmed_event WHERE version = 2 AND case_id = :caseId", { version: 3, kind: "materialRecorded", problem: "version-missing" }],
    ["an event that is no event", "UPDATE confirmed_event SET event = 'x' WHERE version = 4 AND case_id = :caseId", { version: 4, kind: null, problem: "unreadable" }],
  ])("%s: the case cannot be shown, and which row is wrong is said all the same", async (_what, statement, fault) => {
    const caseId = await signedCase();
    tamper(caseId, statement);
    const { version, kind, problem } = fault;
    await expect(desk.call("cases.open", { caseId })).rejects.toMatchObject({ code: "case-record-broken", details: { caseNumber: numberOf(caseId), version, kind: kind ?? "", problem } });
    expect((await desk.call("cases.verify", { caseId })).fault).toEqual({ caseNumber: numberOf(caseId), ...fault });
  });

  it.each<[string, (event: RecordedEvent) => RecordedEvent, object]>([
    [
      "a signed opinion, with the chain mended",
      (event) => (event.kind === "opinionSigned" ? { ...event, payload: { ...event.payload, verdict: "disagree" } } : event),
      { version: 6, kind: "opinionSigned", problem: "signature-invalid" },
    ],
    [
      "what an opinion was signed on, with the chain mended",
      (event) => (event.kind === "materialRecorded" ? { ...event, payload: { ...event.payload, sheetCount: 9 } } : event),
      { version: 6, kind: "opinionSigned", problem: "record-changed" },
    ],
    [
      "a signature taken away, with the chain mended",
      (event) => (event.kind === "opinionSigned" ? { ...event, payload: { ...event.payload, signature: undefined } } : event),
      { version: 6, kind: "opinionSigned", problem: "signature-missing" },
    ],
  ])("%s", async (_what, change, fault) => {
    const caseId = await signedCase();
    changeAndMend(caseId, change);
    expect((await desk.call("cases.open", { caseId })).record.fault).toEqual({ caseNumber: numberOf(caseId), ...fault });
  });

  it("leaves the other cases whole, and logs nothing unforeseen", async () => {
    expect((await desk.call("cases.verify", { caseId: await signedCase() })).fault).toBeNull();
    expect(desk.loggedErrors).toEqual([]);
  });
});

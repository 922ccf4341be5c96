import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verificationSchema } from "../../contracts/certificates.ts";
import { commandResultSchema, type CommandResult } from "../../contracts/sync.ts";
import { instantOf } from "../../domain/time/instant.ts";
import { askForCertificate, decideTrialCase, newRequestId, openTrialStaff, payTrialFee, type TrialStaff } from "../../test/centre/granted-case.ts";
import { makeSharedFolder, query } from "../../test/centre/postgres.ts";
import { openTrialWindow, type Answer } from "../../test/centre/trial-window.ts";
import { openDatabase } from "../database/connection.ts";
import { serviceCenter } from "../seed/offices.ts";
import { verifySealLog } from "../seal/verify-seal-log.ts";
import { findRegisterGaps } from "./registers.ts";

interface CentreProcess {
  child: ChildProcess;
  url: string;
  databaseUrl: string;
  enrolmentCode: string;
  password: string;
}

async function startProcess(dataFolder: string): Promise<CentreProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "../../test/centre/centre-process.ts"), dataFolder], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) return { child, ...(JSON.parse(line) as Omit<CentreProcess, "child">) };
  throw new Error("the centre's process ended before it listened");
}

async function kill({ child }: CentreProcess): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

const isWaitingOnLock = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
const now = () => instantOf(Date.now());
const timeout = { timeout: 60_000 };

describe("a centre killed with -9 while it issues a certificate", () => {
  let dataFolder: string;
  let running: CentreProcess;
  let staff: TrialStaff;

  beforeAll(async () => {
    dataFolder = await makeSharedFolder();
    running = await startProcess(dataFolder);
    const common = { url: () => running.url, password: running.password, now };
    const administrator = await openTrialWindow({ ...common, enrolmentCode: running.enrolmentCode, account: "pengjian" });
    staff = await openTrialStaff({
      openWindow: async ({ officeId = serviceCenter.id, account = "wangxiulan" } = {}) => {
        const { body } = await administrator.request("POST", "/api/enrolment-codes", { body: { officeId } });
        return openTrialWindow({ ...common, enrolmentCode: (body as { enrolmentCode: string }).enrolmentCode, account });
      },
    });
  });
  afterAll(async () => {
    const exit = once(running.child, "exit");
    running.child.kill("SIGTERM");
    await exit;
    await rm(dataFolder, { recursive: true, force: true });
  });

  const count = async (text: string): Promise<number> => (await query(running.databaseUrl, text)).length;
  const paidCase = async () => {
    const caseId = await decideTrialCase(staff);
    await payTrialFee(staff, caseId, now());
    await expect.poll(() => count("select 1 from due_papers where state = 'waiting' union all select 1 from sealed_files"), timeout).toBe(0);
    return caseId;
  };
  const filesInStore = async (): Promise<number> => (await readdir(join(dataFolder, "files", "whole"), { recursive: true })).filter((path) => /[0-9a-f]{64}$/.test(path)).length;
  const numbersTaken = () => count("select 1 from register_entries where register = 'publication-licence'");
  const sealedUses = () => count("select 1 from seal_uses where use->>'document' = 'certificate'");
  const isWhole = async (): Promise<unknown> => {
    const database = openDatabase(running.databaseUrl, 1);
    const faults = [(await verifySealLog(database)).faults, await findRegisterGaps(database)];
    await database.$client.end();
    return faults;
  };
  const resultOf = (answer: Answer): CommandResult => commandResultSchema.parse(answer.body);

  it("has burnt no number, logged no use and kept no file of one it was in the middle of; asked again it issues it", async () => {
    const caseId = await paidCase();
    const files = await filesInStore();
    const wish = { requestId: newRequestId() };
    const blocker = new pg.Client({ connectionString: running.databaseUrl });
    await blocker.connect();
    await blocker.query("begin");
    await blocker.query("select * from feed_heads for update");
    const cutOff = askForCertificate(staff.officer, caseId, wish).catch(() => "cut off");
    // Numbered, drawn, sealed and signed by now: the feeds come last.
    await expect.poll(() => count(isWaitingOnLock), timeout).toBeGreaterThan(0);
    await kill(running);
    await blocker.query("rollback");
    await blocker.end();
    expect(await cutOff).toBe("cut off");
    running = await startProcess(dataFolder);
    expect([await numbersTaken(), await sealedUses(), await filesInStore()]).toEqual([0, 0, files]);
    expect(await isWhole()).toEqual([[], []]);
    const result = resultOf(await askForCertificate(staff.officer, caseId, wish));
    expect(result).toMatchObject({ outcome: "applied", isDuplicate: false, events: [{ kind: "certificateIssued", payload: { issueNumber: 1 } }] });
    expect([await numbersTaken(), await sealedUses()]).toEqual([1, 1]);
  });

  it("has the file of one that was issued and not yet stored, and answers the same when asked again", async () => {
    const caseId = await paidCase();
    const wish = { requestId: newRequestId() };
    const partial = join(dataFolder, "files", "partial");
    await rm(partial, { recursive: true });
    await writeFile(partial, "no folder");
    const result = resultOf(await askForCertificate(staff.officer, caseId, wish));
    await kill(running);
    await rm(partial);
    await mkdir(partial);
    expect(await count("select 1 from sealed_files")).toBeGreaterThan(0);
    running = await startProcess(dataFolder);
    const again = resultOf(await askForCertificate(staff.officer, caseId, wish));
    if (result.outcome !== "applied" || again.outcome !== "applied") throw new Error("not issued");
    expect(again).toMatchObject({ isDuplicate: true, events: result.events });
    await expect.poll(() => count("select 1 from sealed_files"), timeout).toBe(0);
    const [event] = result.events;
    if (event?.kind !== "certificateIssued") throw new Error("not issued");
    const file = await staff.window.request("GET", `/api/files/${event.payload.sha256}`);
    const verified = await staff.window.request("POST", "/api/certificates/verification", { body: file.body, headers: { "content-type": "application/pdf" } });
    expect(verificationSchema.parse(verified.body)).toMatchObject({ state: "valid", number: event.payload.number });
    expect(await isWhole()).toEqual([[], []]);
  });
});

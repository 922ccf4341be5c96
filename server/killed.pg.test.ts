import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { replay } from "../domain/case/evolve.ts";
import { instantOf } from "../domain/time/instant.ts";
import { makeSharedFolder, postgresFlavours, query, type TestPostgres } from "../test/centre/postgres.ts";
import { openTrialWindow, type TrialWindow } from "../test/centre/trial-window.ts";
import { openDatabase } from "./database/connection.ts";
import { verifyRecord } from "./record/verify-record.ts";

interface CentreProcess {
  child: ChildProcess;
  url: string;
  databaseUrl: string;
  enrolmentCode: string;
  password: string;
}

async function startProcess(dataFolder: string, databaseUrl: string | undefined): Promise<CentreProcess> {
  const script = join(import.meta.dirname, "../test/centre/centre-process.ts");
  const child = spawn(process.execPath, [script, dataFolder, ...(databaseUrl === undefined ? [] : [databaseUrl])], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) return { child, ...(JSON.parse(line) as Omit<CentreProcess, "child">) };
  throw new Error("the centre's process ended before it listened");
}

async function kill({ child }: CentreProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

const isWaitingOnLock = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

for (const { name, isAvailable, start } of postgresFlavours) {
  const isEmbedded = name.startsWith("embedded");
  describe.skipIf(!isAvailable)(`a centre killed with -9 on ${name}`, () => {
    let postgres: TestPostgres | undefined;
    let databaseUrl: string | undefined;
    let dataFolder: string;
    let running: CentreProcess;
    let window: TrialWindow;

    /** The centre comes back at another address; the window keeps its device, its person and its numbers. */
    const restart = async (): Promise<void> => {
      await kill(running);
      running = await startProcess(dataFolder, databaseUrl);
    };
    const push = (commands: Parameters<TrialWindow["push"]>[0]) => window.push(commands);

    beforeAll(async () => {
      dataFolder = await makeSharedFolder();
      if (!isEmbedded) {
        postgres = await start();
        databaseUrl = await postgres.createDatabase();
      }
      running = await startProcess(dataFolder, databaseUrl);
      window = await openTrialWindow({
        url: () => running.url,
        enrolmentCode: running.enrolmentCode,
        account: "wangxiulan",
        password: running.password,
        now: () => instantOf(Date.now()),
      });
    });
    afterAll(async () => {
      const exit = once(running.child, "exit");
      running.child.kill("SIGTERM");
      await exit;
      await postgres?.stop();
      await rm(dataFolder, { recursive: true, force: true });
    });

    it("comes back without the command it was in the middle of, and takes it once when it is sent again", async () => {
      await push(window.reception());
      const blocker = new pg.Client({ connectionString: running.databaseUrl });
      await blocker.connect();
      await blocker.query("begin");
      await blocker.query("select * from feed_heads for update");
      const commands = window.reception();
      const cutOff = push(commands).catch(() => "cut off");
      await expect.poll(() => query(running.databaseUrl, isWaitingOnLock), { timeout: 30_000 }).toHaveLength(1);
      await kill(running);
      await blocker.query("rollback");
      await blocker.end();
      expect(await cutOff).toBe("cut off");
      await restart();
      const caseId = commands[0]!.caseId;
      expect((await window.pullAll()).filter((event) => event.caseId === caseId)).toEqual([]);
      const results = await push(commands);
      expect(results.map((result) => [result.outcome, result.isDuplicate])).toEqual(results.map(() => ["applied", false]));
      expect((await window.pullAll()).filter((event) => event.caseId === caseId)).toHaveLength(commands.length);
    });

    it("holds every command once after kills at any moment", async () => {
      const batches = Array.from({ length: 6 }, () => window.reception());
      for (const [round, commands] of batches.entries()) {
        const before = await countEvents(running.databaseUrl);
        const sending = push(commands).catch(() => undefined);
        // A different moment each round, by how far the record has come.
        await expect.poll(() => countEvents(running.databaseUrl), { interval: 1, timeout: 30_000 }).toBeGreaterThanOrEqual(before + (round % commands.length));
        await kill(running);
        await sending;
        await restart();
        const results = await push(commands);
        expect(results.every((result) => result.outcome === "applied")).toBe(true);
      }
      const events = await window.pullAll();
      for (const commands of batches) {
        const ofCase = events.filter((event) => event.caseId === commands[0]!.caseId);
        expect(ofCase.map((event) => event.commandId)).toEqual(commands.map((command) => command.id));
        expect(replay(ofCase)?.version).toBe(commands.length);
      }
      const database = openDatabase(running.databaseUrl, 1);
      expect(await verifyRecord(database)).toMatchObject({ faults: [] });
      await database.$client.end();
    });
  });
}

async function countEvents(databaseUrl: string): Promise<number> {
  const [row] = await query<{ count: number }>(databaseUrl, "select count(*)::integer as count from events");
  return row?.count ?? 0;
}

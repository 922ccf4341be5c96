import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { syncProtocolVersion } from "../../contracts/sync.ts";
import { sha256Schema } from "../../domain/ids.ts";
import { makeSharedFolder, postgresFlavours, query, type TestPostgres } from "../../test/centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../../test/centre/trial-centre.ts";
import { makePage, trialApplication, type TrialWindow } from "../../test/centre/trial-window.ts";
import { startCentre } from "../start.ts";
import { backupCentre } from "./backup-centre.ts";
import { manifestName, tablesInOrder } from "./backup-format.ts";
import { restoreCentre } from "./restore-centre.ts";
import { pictureBytes } from "../../test/fixtures/picture-bytes.ts";

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`backup on ${name}`, () => {
    let postgres: TestPostgres;
    let centre: TrialCentre;
    let window: TrialWindow;
    let folder: string;
    const picture = pictureBytes("a page");

    beforeAll(async () => {
      postgres = await start();
      centre = await startTrialCentre(postgres);
      window = await centre.openWindow();
      folder = await makeSharedFolder();
      const [receive, ...rest] = window.reception();
      if (receive?.kind !== "receiveCase") throw new Error("reception first");
      receive.payload = { ...receive.payload, application: { ...trialApplication, projectName: "㛃\u0000\ud800\n\\N{}" } };
      const page = makePage(picture);
      await window.push([receive, ...rest, window.command("attachPages", receive.caseId, { materialCode: "application-form", index: 0, pages: [page] })]);
      const sent = await window.request("PATCH", `/api/files/${page.sha256}`, { body: picture, headers: { "upload-offset": "0", "upload-length": String(picture.length) } });
      expect(sent.status).toBe(204);
      await backupCentre(centre.centre, join(folder, "saved"));
    });
    afterAll(async () => {
      await centre.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    });

    it("names every table there is", async () => {
      const rows = await query<{ name: string }>(centre.databaseUrl, "select table_name as name from information_schema.tables where table_schema = 'public'");
      expect(rows.map((row) => row.name).filter((table) => table !== "schema_migrations").sort()).toEqual([...tablesInOrder].sort());
    });

    it("comes back whole in an empty place, and goes on working there", async () => {
      const dataFolder = await makeSharedFolder();
      const databaseUrl = await postgres.createDatabase();
      const report = await restoreCentre(join(folder, "saved"), { dataFolder, databaseUrl, now: centre.now });
      expect(report).toMatchObject({ caseCount: 1, faults: [] });
      const restored = await startCentre({ dataFolder, databaseUrl, now: centre.now });
      try {
        const asWindow = { headers: { "x-yichuang-protocol": String(syncProtocolVersion), "x-yichuang-device": window.deviceToken } };
        const before = await window.pull();
        const response = await fetch(`${restored.url}/api/sync/pull?cursor=${before.cursor}`, asWindow);
        expect(await response.json()).toMatchObject({ events: before.events });
        const sha256 = sha256Schema.parse(createHash("sha256").update(picture).digest("hex"));
        const file = await fetch(`${restored.url}/api/files/${sha256}`, asWindow);
        expect(Buffer.from(await file.arrayBuffer())).toEqual(picture);
      } finally {
        await restored.close();
        await rm(dataFolder, { recursive: true, force: true });
      }
    });

    it("takes nothing from a damaged backup, and nothing into a place in use", async () => {
      const dataFolder = await makeSharedFolder();
      const damaged = join(folder, "damaged");
      await backupCentre(centre.centre, damaged);
      const events = join(damaged, "tables", "events.jsonl");
      await writeFile(events, (await readFile(events, "utf8")).replace("李红梅", "李红霉"));
      const databaseUrl = await postgres.createDatabase();
      await expect(restoreCentre(damaged, { dataFolder, databaseUrl, now: centre.now })).rejects.toMatchObject({ code: "backup-damaged", details: { file: "tables/events.jsonl" } });

      // Even with its hash put right, the record's own chain tells.
      const manifest = await readFile(join(damaged, manifestName), "utf8");
      const parsed = JSON.parse(manifest) as { tables: { name: string; sha256: string }[] };
      const table = parsed.tables.find((each) => each.name === "events");
      table!.sha256 = createHash("sha256").update(await readFile(events)).digest("hex");
      await writeFile(join(damaged, manifestName), JSON.stringify(parsed));
      await expect(restoreCentre(damaged, { dataFolder, databaseUrl, now: centre.now })).rejects.toMatchObject({ code: "backup-record-broken" });
      expect(await query(databaseUrl, "select 1 from information_schema.tables where table_schema = 'public'")).toEqual([]);

      await expect(restoreCentre(join(folder, "saved"), { dataFolder, databaseUrl: centre.databaseUrl, now: centre.now })).rejects.toMatchObject({ code: "restore-target-not-empty" });
      await expect(backupCentre(centre.centre, damaged)).rejects.toMatchObject({ code: "backup-folder-not-empty" });
      await rm(dataFolder, { recursive: true, force: true });
    });
  });
}

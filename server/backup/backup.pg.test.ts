import { createHash } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { syncProtocolVersion } from "../../contracts/sync.ts";
import { sha256Schema } from "../../domain/ids.ts";
import { makeSharedFolder, postgresFlavours, query, type TestPostgres } from "../../test/centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../../test/centre/trial-centre.ts";
import { makePage, trialApplication, type TrialWindow } from "../../test/centre/trial-window.ts";
import { openFileStore } from "../files/file-store.ts";
import { startCentre } from "../start.ts";
import { backupCentre } from "./backup-centre.ts";
import { headerName, manifestName, tablesInOrder } from "./backup-format.ts";
import { restoreCentre } from "./restore-centre.ts";
import { pictureBytes } from "../../test/fixtures/picture-bytes.ts";

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`backup on ${name}`, () => {
    let postgres: TestPostgres;
    let centre: TrialCentre;
    let window: TrialWindow;
    let folder: string;
    const picture = pictureBytes("a page");
    const passphrase = "correct horse battery staple";

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

    it("tells nothing without the passphrase, and comes back with it", async () => {
      const saved = join(folder, "encrypted");
      const { files } = await backupCentre(centre.centre, saved, passphrase);
      const stored = (await readdir(saved, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      expect(stored).toHaveLength(tablesInOrder.length + files.length + 2);
      for (const path of stored) {
        const bytes = await readFile(path);
        for (const told of ["李红梅", "13800138000", "caseReceived", files[0]!.sha256]) expect(bytes.includes(told) || path.includes(told), `${told} in ${path}`).toBe(false);
        expect(bytes.includes(picture)).toBe(false);
      }

      const dataFolder = await makeSharedFolder();
      const databaseUrl = await postgres.createDatabase();
      const target = { dataFolder, databaseUrl, now: centre.now };
      await expect(restoreCentre(saved, target)).rejects.toMatchObject({ code: "backup-key-needed" });
      await expect(restoreCentre(saved, target, `${passphrase}.`)).rejects.toMatchObject({ code: "backup-key-wrong" });
      expect(await readdir(dataFolder)).toEqual([]);
      expect(await restoreCentre(saved, target, passphrase)).toMatchObject({ caseCount: 1, faults: [] });
      const store = await openFileStore(join(dataFolder, "files"), () => "x");
      expect(await store.findLength(files[0]!.sha256)).toBe(picture.length);
      await rm(dataFolder, { recursive: true, force: true });
    });

    it("takes nothing from an encrypted backup of which a byte is changed or missing", async () => {
      const dataFolder = await makeSharedFolder();
      const target = { dataFolder, databaseUrl: await postgres.createDatabase(), now: centre.now };
      const saved = join(folder, "encrypted-damaged");
      await backupCentre(centre.centre, saved, passphrase);
      const names = await readdir(join(saved, "data"));
      const damages: ((bytes: Buffer) => Buffer)[] = [
        (bytes) => Buffer.from(bytes.map((byte, at) => (at === bytes.length >> 1 ? byte ^ 1 : byte))),
        (bytes) => bytes.subarray(0, -1),
        (bytes) => bytes.subarray(0, 16),
        () => Buffer.alloc(0),
      ];
      // Which they are differs from run to run: the names are the key's.
      for (const [at, name] of names.slice(0, 8).entries()) {
        const path = join(saved, "data", name);
        const whole = await readFile(path);
        await writeFile(path, damages[at % damages.length]!(whole));
        await expect(restoreCentre(saved, target, passphrase), name).rejects.toMatchObject({ code: expect.stringMatching(/^backup-(damaged|unreadable)$/) as string });
        await writeFile(path, whole);
      }
      const events = await readFile(join(saved, "data", names[0]!));
      await rm(join(saved, "data", names[0]!));
      await expect(restoreCentre(saved, target, passphrase)).rejects.toMatchObject({ code: expect.stringMatching(/^backup-(damaged|unreadable)$/) as string });
      await writeFile(join(saved, "data", names[0]!), events);
      await writeFile(join(saved, headerName), "{}");
      await expect(restoreCentre(saved, target, passphrase)).rejects.toMatchObject({ code: "backup-unreadable" });
      expect(await readdir(dataFolder)).toEqual([]);
      await rm(dataFolder, { recursive: true, force: true });
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

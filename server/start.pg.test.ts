import { mkdir, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { get } from "node:https";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs, type Instant } from "../domain/time/instant.ts";
import { makeAuthority } from "../test/centre/certificates.ts";
import { makeSharedFolder, postgresFlavours, type TestPostgres } from "../test/centre/postgres.ts";
import { openCentre, startCentre } from "./start.ts";

describe("the centre's start", () => {
  let postgres: TestPostgres;
  let dataFolder: string;
  beforeAll(async () => {
    postgres = await postgresFlavours[0]!.start();
    dataFolder = await makeSharedFolder();
  });
  afterAll(async () => {
    await postgres.stop();
    await rm(dataFolder, { recursive: true, force: true });
  });

  it("does not listen beyond this machine without TLS", async () => {
    await expect(startCentre({ dataFolder, host: "0.0.0.0" })).rejects.toMatchObject({ code: "tls-required", details: { host: "0.0.0.0" } });
  });

  it("speaks TLS with the key it is given", async () => {
    const databaseUrl = await postgres.createDatabase();
    const missing = { keyFile: join(dataFolder, "missing.pem"), certificateFile: join(dataFolder, "missing.pem") };
    await expect(startCentre({ dataFolder, databaseUrl, tls: missing })).rejects.toMatchObject({ code: "tls-file-unreadable" });
    const authority = makeAuthority(dataFolder, "authority");
    const ca = await readFile(authority.certificateFile);
    const running = await startCentre({ dataFolder, databaseUrl, host: "0.0.0.0", tls: authority.sign("centre") });
    try {
      const url = running.url.replace("0.0.0.0", "127.0.0.1");
      expect(url).toMatch(/^https:/);
      const body = await new Promise<string>((resolve, reject) => {
        get(`${url}/api/openapi.json`, { ca }, (response) => void text(response).then(resolve, reject)).on("error", reject);
      });
      expect(JSON.parse(body)).toMatchObject({ openapi: "3.1.0" });
    } finally {
      await running.close();
    }
  });

  it("throws away uploads nobody goes on with, at once and every day", async () => {
    let time = "2026-11-16T02:00:00.000Z" as Instant;
    const folder = join(dataFolder, "files/partial");
    await mkdir(folder, { recursive: true });
    const leave = async (name: string, daysAgo: number): Promise<void> => {
      await writeFile(join(folder, name), "half a page");
      await utimes(join(folder, name), new Date(), new Date(Date.parse(time) - daysAgo * 24 * 3_600_000));
    };
    await leave("a".repeat(64), 8);
    await leave("b".repeat(64), 6);
    const running = await startCentre({ dataFolder, databaseUrl: await postgres.createDatabase(), now: () => time, dueWorkEveryMs: 20 });
    try {
      await expect.poll(() => readdir(folder)).toEqual(["b".repeat(64)]);
      time = addMs(time, 2 * 24 * 3_600_000);
      await expect.poll(() => readdir(folder)).toEqual([]);
    } finally {
      await running.close();
    }
  });

  it("holds its embedded database for itself", async () => {
    const folder = await makeSharedFolder();
    const first = await openCentre({ dataFolder: folder });
    try {
      await expect(openCentre({ dataFolder: folder })).rejects.toMatchObject({ code: "data-folder-in-use" });
    } finally {
      await first.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("says when the database cannot be reached", async () => {
    await expect(startCentre({ dataFolder, databaseUrl: "postgres://nobody:x@127.0.0.1:1/none" })).rejects.toMatchObject({ code: "database-unreachable", retryable: true });
  });
});

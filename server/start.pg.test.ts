import { readFile, rm } from "node:fs/promises";
import { get } from "node:https";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

import { execFileSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { get } from "node:https";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeSharedFolder, postgresFlavours, type TestPostgres } from "../test/centre/postgres.ts";
import { openCentre, startCentre } from "./start.ts";

interface Description {
  paths: Record<string, Record<string, { summary?: string; tags?: string[]; responses?: Record<string, unknown> }>>;
}

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
    const keyFile = join(dataFolder, "key.pem");
    const certificateFile = join(dataFolder, "certificate.pem");
    const databaseUrl = await postgres.createDatabase();
    await expect(startCentre({ dataFolder, databaseUrl, tls: { keyFile, certificateFile } })).rejects.toMatchObject({ code: "tls-file-unreadable" });
    execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=localhost", "-days", "1", "-keyout", keyFile, "-out", certificateFile], { stdio: "pipe" });
    const running = await startCentre({ dataFolder, databaseUrl, host: "0.0.0.0", tls: { keyFile, certificateFile } });
    try {
      const url = running.url.replace("0.0.0.0", "127.0.0.1");
      expect(url).toMatch(/^https:/);
      const body = await new Promise<string>((resolve, reject) => {
        get(`${url}/api/openapi.json`, { rejectUnauthorized: false }, (response) => void text(response).then(resolve, reject)).on("error", reject);
      });
      expect(JSON.parse(body)).toMatchObject({ openapi: "3.1.0" });
    } finally {
      await running.close();
    }
  });

  it("describes every route", async () => {
    const running = await startCentre({ dataFolder, databaseUrl: await postgres.createDatabase() });
    try {
      const description = (await (await fetch(`${running.url}/api/openapi.json`)).json()) as Description;
      const routes = Object.entries(description.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, route]) => ({ name: `${method} ${path}`, ...route })));
      expect(routes.map((route) => route.name)).toEqual(
        expect.arrayContaining(["post /api/sync/push", "get /api/sync/pull", "get /api/sync/events", "patch /api/files/{sha256}", "head /api/files/{sha256}", "get /api/cases", "post /api/items"]),
      );
      expect(routes.filter((route) => !route.summary || !route.tags?.length).map((route) => route.name)).toEqual([]);
      expect(JSON.stringify(description.paths["/api/sync/push"])).toContain("receiveCase");
      expect((await fetch(`${running.url}/nowhere`)).status).toBe(404);
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

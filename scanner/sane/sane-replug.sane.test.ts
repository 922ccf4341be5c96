import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { PageOutcome } from "../pipeline/page-pool.ts";
import { createScanController, type ScanController } from "../scan-controller.ts";
import { createSaneDriver } from "./sane-driver.ts";
import { createSaneTestEnvironment } from "./sane-test-backend.ts";

/** One of SANE's two test devices pulled out and put back, by the number its configuration gives. */
let root = "";
let configFolder = "";
let controller: ScanController;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "sane-replug-"));
  configFolder = join(root, "config");
  await createSaneTestEnvironment(configFolder);
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function scan(): Promise<{ pages: number; code: string | undefined }> {
  const outcomes: PageOutcome[] = [];
  try {
    const options = { source: "feeder", colour: "grey", resolutionDpi: 75, pageSize: "a4" } as const;
    for await (const outcome of controller.scanPages({ address: "sane:test:1", options, mode: "fast" })) outcomes.push(outcome);
  } catch (error) {
    return { pages: outcomes.length, code: (error as { code: string }).code };
  }
  expect(await readdir(join(root, "jobs"))).toEqual([]);
  return { pages: outcomes.length, code: undefined };
}

it("keeps finished pages when the device is pulled out in mid-batch, and uses it again once it is back", async () => {
  const command = join(root, "pulled-out");
  const pull = `sed -i 's/number_of_devices 2/number_of_devices 1/' '${join(configFolder, "test.conf")}'`;
  // The first batch is pulled out after three sheets; every later call is the real program's.
  await writeFile(command, `#!/bin/sh\ncase "$*" in *--batch=*) [ -e '${root}/was-pulled' ] || { touch '${root}/was-pulled'; scanimage "$@" --batch-count=3 2>/dev/null; ${pull}; kill -9 $$; };; esac\nexec scanimage "$@"\n`);
  await chmod(command, 0o755);
  controller = createScanController({ drivers: [createSaneDriver({ configFolder, command })], temporaryFolder: join(root, "jobs") });

  expect((await controller.listDevices()).devices).toHaveLength(2);
  expect(await scan()).toEqual({ pages: 3, code: "scanner-connection-lost" });
  expect((await controller.listDevices()).devices.map(({ id }) => id)).toEqual(["test:0"]);
  expect(await scan()).toEqual({ pages: 0, code: "scanner-device-gone" });

  await createSaneTestEnvironment(configFolder);
  expect((await controller.listDevices()).devices).toHaveLength(2);
  expect(await scan()).toEqual({ pages: 10, code: undefined });
});

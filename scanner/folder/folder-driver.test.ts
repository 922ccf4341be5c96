import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { describeScannerDriver } from "../driver-conformance.ts";
import { preparePage } from "../pipeline/prepare-page.ts";
import { sharp } from "../pipeline/sharp.ts";
import type { ScanInput } from "../pipeline/scan-input.ts";
import { createFolderDriver } from "./folder-driver.ts";
import { importFiles } from "./import-files.ts";
import { compareNaturally } from "./natural-order.ts";

const sheet = await sharp({ create: { width: 500, height: 700, channels: 3, background: "white" } }).jpeg().toBuffer();

async function folderOf(names: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "folder-driver-"));
  for (const name of names) {
    await mkdir(join(folder, name, ".."), { recursive: true });
    await writeFile(join(folder, name), sheet);
  }
  return folder;
}

describeScannerDriver("folder", async () => {
  const folder = await folderOf(["1.jpg", "2.jpg", "10.jpg", "11.jpg"]);
  return {
    driver: createFolderDriver([folder]),
    deviceId: folder,
    options: { source: "feeder", colour: "colour", resolutionDpi: 200, pageSize: "a4" as const },
    sheets: 4,
    close: () => rm(folder, { recursive: true }),
  };
});

async function namesOf(scans: AsyncIterable<ScanInput>): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of scans) names.push(name);
  return names;
}

describe("importFiles", () => {
  it("takes a folder's files in natural order, subfolders after them, and leaves clutter", async () => {
    const folder = await folderOf(["第10页.jpg", "第2页.jpg", "IMG_9.JPG", "img_10.jpg", ".DS_Store", "Thumbs.db", "附件/2.png", "附件/1.png", "copy.part"]);
    onTestFinished(() => rm(folder, { recursive: true }));
    expect(await namesOf(importFiles([folder]))).toEqual(["第2页.jpg", "第10页.jpg", "IMG_9.JPG", "img_10.jpg", "附件/1.png", "附件/2.png"].toSorted((a, b) => Number(a.includes("/")) - Number(b.includes("/")) || compareNaturally(a, b)));
  });

  it("takes what links lead to, each folder once, and offers a broken link so that it fails by name", async () => {
    const folder = await folderOf(["a.jpg", "附件/1.jpg"]);
    const elsewhere = await folderOf(["9.jpg"]);
    for (const each of [folder, elsewhere]) onTestFinished(() => rm(each, { recursive: true }));
    await symlink(join(elsewhere, "9.jpg"), join(folder, "b.jpg"));
    await symlink(join(elsewhere, "gone.jpg"), join(folder, "c.jpg"));
    await symlink("d.jpg", join(folder, "d.jpg"));
    await symlink(elsewhere, join(folder, "另处"));
    await symlink(elsewhere, join(folder, "附件/又一处"));
    await symlink("..", join(folder, "附件/上一级"));
    expect(await namesOf(importFiles([folder]))).toEqual(["a.jpg", "b.jpg", "c.jpg", "d.jpg", "附件/1.jpg", "附件/又一处/9.jpg"]);
  });

  it("names a subfolder that cannot be read, and takes the others", async () => {
    const folder = await folderOf(["1.jpg", "a/1.jpg", "b/1.jpg"]);
    onTestFinished(() => rm(folder, { recursive: true }));
    const scans: ScanInput[] = [];
    for await (const scan of importFiles([folder])) {
      scans.push(scan);
      // Taken away while the first picture is looked at, as a share on the network is.
      await rm(join(folder, "a"), { recursive: true, force: true });
    }
    expect(scans.map(({ name }) => name)).toEqual(["1.jpg", "a", "b/1.jpg"]);
    await expect(preparePage(scans[1]!, { mode: "fast" })).rejects.toMatchObject({ code: "scanner-folder-unreadable" });
  });

  it("keeps the order of files chosen one by one, and offers one that is gone so that it fails by name", async () => {
    const folder = await folderOf(["b.jpg", "a.jpg"]);
    onTestFinished(() => rm(folder, { recursive: true }));
    expect(await namesOf(importFiles([join(folder, "b.jpg"), join(folder, "gone.jpg"), join(folder, "a.jpg")]))).toEqual(["b.jpg", "gone.jpg", "a.jpg"]);
  });
});

it("sorts numbers in names by value", () => {
  expect(["p10", "p9", "P1", "p01", "第10页", "第9页"].toSorted(compareNaturally).map((name) => name.replace(/\D/g, ""))).toEqual(expect.arrayContaining(["9", "10"]));
  expect(compareNaturally("p9", "p10")).toBeLessThan(0);
  expect(compareNaturally("第9页", "第10页")).toBeLessThan(0);
  expect(compareNaturally("p1", "p01")).not.toBe(0);
});

import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createNameGiver, toFileName } from "./file-names.ts";
import { setJpegTurn, type TurnDegrees } from "./jpeg-turn.ts";
import { exportPages, type ExportedPage } from "./page-export.ts";
import { sharp } from "./pipeline/sharp.ts";

let out = "";
beforeEach(async () => void (out = await mkdtemp(join(tmpdir(), "page-export-"))));
afterEach(async () => rm(out, { recursive: true, force: true }));

const half = { input: { create: { width: 320, height: 640, channels: 3 as const, background: "black" } }, left: 0, top: 0 };
const picture = await sharp({ create: { width: 640, height: 640, channels: 3, background: "white" } }).composite([half]).jpeg().toBuffer();
const page = (shade: number, turnDegrees: TurnDegrees = 0): ExportedPage => ({ turnDegrees, readJpeg: () => Uint8Array.from([0xff, 0xd8, shade]) });

const project = {
  projectName: "滨河新区3/4号地块：住宅楼<一期>",
  packages: [
    { name: "施工", pages: [page(1), page(2), page(3)] },
    { name: "散墙", pages: [page(4)] },
    { name: "施工", pages: [] },
  ],
};

describe("R-SCAN-3: the exported case", () => {
  it("is a folder named by the project with one ZIP a package, pages in order", async () => {
    const { folder, files } = await exportPages(project, out);
    expect(await readdir(out)).toEqual(["滨河新区3／4号地块：住宅楼＜一期＞"]);
    expect((await readdir(folder)).sort()).toEqual(["散墙.zip", "施工 (2).zip", "施工.zip"].sort());
    expect(files.map(({ pages }) => pages)).toEqual([3, 1, 0]);
    const entries = unzipSync(await readFile(join(folder, "施工.zip")));
    expect(Object.entries(entries).map(([name, bytes]) => [name, bytes[2]])).toEqual([["0001.jpg", 1], ["0002.jpg", 2], ["0003.jpg", 3]]);
  });

  it("gives the same bytes for the same case", async () => {
    const hashes = await Promise.all(
      ["a", "b"].map(async (name) => {
        const { folder } = await exportPages(project, join(out, name));
        return createHash("sha256").update(await readFile(join(folder, "施工.zip"))).digest("hex");
      }),
    );
    expect(hashes[0]).toBe(hashes[1]);
  });

  it.each<[TurnDegrees, "left" | "top" | "right" | "bottom"]>([
    [0, "left"],
    [90, "top"],
    [180, "right"],
    [270, "bottom"],
  ])("turns a page by %i° without touching its picture", async (turnDegrees, darkSide) => {
    const { folder } = await exportPages({ projectName: "p", packages: [{ name: "x", pages: [{ turnDegrees, readJpeg: () => picture }] }] }, out);
    const turned = unzipSync(await readFile(join(folder, "x.zip")))["0001.jpg"]!;
    expect(Buffer.from(turned).subarray(-picture.length + 2).equals(picture.subarray(2))).toBe(true);
    const upright = await sharp(turned).autoOrient().toColourspace("b-w").raw().toBuffer();
    const at = { left: [40, 320], top: [320, 40], right: [600, 320], bottom: [320, 600] }[darkSide];
    expect(upright[at[1]! * 640 + at[0]!]).toBeLessThan(20);
  });

  it("never overwrites", async () => {
    await exportPages(project, out);
    await expect(exportPages(project, out)).rejects.toMatchObject({ code: "export-exists" });
    expect(await readdir(out)).toHaveLength(1);
  });

  it("is written beside what has its name when asked to, with as long a name as a folder may have", async () => {
    const again = { ...project, projectName: "长".repeat(100), whenTaken: "number" as const };
    const folders = [await exportPages(again, out), await exportPages(again, out), await exportPages(again, out)].map(({ folder }) => folder);
    expect(folders).toEqual([folders[0], `${folders[0]}（2）`, `${folders[0]}（3）`]);
    expect((await readdir(out)).sort()).toEqual(folders.map((folder) => basename(folder)).sort());
    expect(await readdir(folders[2]!)).toEqual(await readdir(folders[0]!));
  });

  it("leaves nothing when the disk fills or a page cannot be read, or it is cancelled", async () => {
    const full = () => Promise.reject(Object.assign(new Error("write"), { code: "ENOSPC" }));
    const broken = { projectName: "p", packages: [{ name: "a", pages: [page(1)] }, { name: "b", pages: [{ turnDegrees: 0 as const, readJpeg: full }] }] };
    await expect(exportPages(broken, out)).rejects.toMatchObject({ code: "export-disk-full", retryable: true });
    await expect(exportPages(project, out, AbortSignal.abort(new Error("stop")))).rejects.toThrow("stop");
    expect(await readdir(out)).toEqual([]);
  });

  it("names a place that is a file", async () => {
    const { files } = await exportPages(project, out);
    await expect(exportPages(project, files[0]!.path)).rejects.toMatchObject({ code: "export-not-writable" });
  });
});

it.each([
  ["con", "_con"],
  ["..", "x"],
  ["  ", "x"],
  ["a\u0000b\nc", "abc"],
  ["名称.", "名称"],
])("file name for %j is %j", (name, expected) => expect(toFileName(name, "x")).toBe(expected));

it("cuts a long name between characters and keeps names apart", () => {
  expect(toFileName("𠮷".repeat(100), "x")).toBe("𠮷".repeat(50));
  const give = createNameGiver();
  expect([give("A"), give("a"), give("A")]).toEqual(["A", "a (2)", "A (3)"]);
});

it("refuses to turn what is no JPEG", () => expect(() => setJpegTurn(Uint8Array.from([1, 2]), 90)).toThrow(TypeError));

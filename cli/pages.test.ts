import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sharp } from "../scanner/pipeline/sharp.ts";
import { cliLauncher, runCli } from "./testing/run-cli.ts";

let folder: string;

const picture = (format: "png" | "jpeg") =>
  sharp({ create: { width: 1654, height: 2339, channels: 3, background: "#fff" } })
    .composite([{ input: Buffer.from('<svg width="1000" height="1000"><rect width="800" height="300" y="200" fill="#222"/></svg>') }])
    .toFormat(format)
    .toBuffer();

const noise = () =>
  sharp({ create: { width: 1200, height: 1600, channels: 3, background: "#fff", noise: { type: "gaussian", mean: 128, sigma: 40 } } }).png().toBuffer();

const outcomesOf = (stdout: string) =>
  stdout.trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>).map(({ source, path, error }) => [source, path ?? error]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "yichuang-pages-"));
  await mkdir(join(folder, "in/second"), { recursive: true });
  const png = await picture("png");
  for (const name of ["p10.png", "p2.png", "second/p2.png"]) await writeFile(join(folder, "in", name), png);
  await writeFile(join(folder, "in/p2.jpg"), await picture("jpeg"));
  await writeFile(join(folder, "in/broken.jpg"), (await picture("jpeg")).subarray(0, 3000));
  await writeFile(join(folder, "in/.hidden"), "not a picture");
  await writeFile(join(folder, "bundle.tif"), await sharp([png, png], { join: { animated: true } }).tiff().toBuffer());
});
// Not Node's own, which cannot remove what lies too deep for a path.
afterAll(() => void spawnSync("rm", ["-rf", folder]));

describe("yichuang pages", () => {
  it("writes every page it can, in the paper's order, and names what failed (R-SCAN-1, R-SCAN-2)", async () => {
    const result = await runCli(["pages", "in", "bundle.tif", "missing.png", "--out", "out", "--json"], { cwd: folder });
    const lines = result.stdout.trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(result.exitCode).toBe(1);
    expect(outcomesOf(result.stdout)).toEqual([
      ["in/broken.jpg", "page-truncated"],
      ["in/p2.jpg", "out/p2.jpg"],
      ["in/p2.png", "out/p2~2.jpg"],
      ["in/p10.png", "out/p10.jpg"],
      ["in/second/p2.png", "out/second/p2.jpg"],
      ["bundle.tif#1", "out/bundle-1.jpg"],
      ["bundle.tif#2", "out/bundle-2.jpg"],
      ["missing.png", "page-file-unreadable"],
    ]);
    for (const line of lines.filter(({ path }) => path !== undefined)) {
      const bytes = await readFile(join(folder, line["path"] as string));
      const { width, height, format } = await sharp(bytes).metadata();
      expect({ width, height, bytes: bytes.byteLength, format }).toEqual({ width: line["width"], height: line["height"], bytes: line["bytes"], format: "jpeg" });
      expect(bytes.byteLength).toBeLessThanOrEqual(90_000);
      expect(line["quality"]).toBeTypeOf("number");
      expect(line["warnings"]).toEqual([]);
    }
    expect((await readdir(join(folder, "out"))).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("says in Chinese what happened, what was kept and what to do", async () => {
    const result = await runCli(["pages", "in/broken.jpg", "in/p10.png", "--out", "words"], { cwd: folder });
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toContain("“in/broken.jpg”不完整");
    expect(result.stderr).toContain("其余页面不受影响");
    expect(result.stdout).toContain("in/p10.png → words/p10.jpg（");
    expect(result.stderr).toContain("完成 1 页，已写入 words，1 个没有完成");
  });

  it("never overwrites an input", async () => {
    const before = await readFile(join(folder, "in/p2.jpg"));
    const result = await runCli(["pages", "in/p2.jpg", "--out", "in", "--json"], { cwd: folder });
    expect(result).toMatchObject({ exitCode: 0 });
    expect((JSON.parse(result.stdout) as { path: string }).path).toBe("in/p2~2.jpg");
    expect(await readFile(join(folder, "in/p2.jpg"))).toEqual(before);
  });

  it("says so when the folder cannot be made", async () => {
    const result = await runCli(["pages", "in/p2.jpg", "--out", "bundle.tif/out"], { cwd: folder });
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toContain("无法写入文件夹“bundle.tif/out”");
  });

  it("follows links, and names what it cannot read where it lies, the rest going on", async () => {
    const links = join(folder, "links");
    await mkdir(join(links, "b"), { recursive: true });
    const png = await picture("png");
    await writeFile(join(links, "b/1.png"), png);
    await writeFile(join(links, "c.png"), png);
    await symlink(join(folder, "in/p10.png"), join(links, "1.png"));
    await symlink(join(folder, "gone.png"), join(links, "2.png"));
    await symlink(links, join(links, "b/whole"));
    await symlink(join(folder, "in/second"), join(links, "d"));
    makeUnreadableFolder(links, "a");
    const result = await runCli(["pages", "links", "--out", "from-links", "--json"], { cwd: folder });
    expect(result.exitCode).toBe(1);
    expect(outcomesOf(result.stdout)).toEqual([
      ["links/1.png", "from-links/1.jpg"],
      ["links/2.png", "page-file-unreadable"],
      ["links/c.png", "from-links/c.jpg"],
      [expect.stringMatching(/^links\/a\/a+\//), "scanner-folder-unreadable"],
      ["links/b/1.png", "from-links/b/1.jpg"],
      ["links/d/p2.png", "from-links/d/p2.jpg"],
    ]);
  });

  it("cuts the sheet out of a photograph, which the file tells or whoever calls", async () => {
    const mat = sharp({ create: { width: 1600, height: 1200, channels: 3, background: "#232826" } });
    const sheet = await sharp(await picture("png")).resize(700, 990).toBuffer();
    const photograph = mat.composite([{ input: sheet, left: 450, top: 105 }]).jpeg();
    await writeFile(join(folder, "telephone.jpg"), await photograph.withMetadata({ density: 72 }).toBuffer());
    await writeFile(join(folder, "scanner.jpg"), await photograph.withMetadata({ density: 200 }).toBuffer());
    const shapesOf = async (...flags: string[]) => {
      const { stdout } = await runCli(["pages", "telephone.jpg", "scanner.jpg", "--out", "camera", "--json", ...flags], { cwd: folder });
      return stdout.trim().split("\n").map((line) => JSON.parse(line) as { width: number; height: number }).map(({ width, height }) => (width > height ? "whole" : "sheet"));
    };
    expect(await shapesOf()).toEqual(["sheet", "whole"]);
    expect(await shapesOf("--camera")).toEqual(["sheet", "sheet"]);
    expect(await shapesOf("--no-camera")).toEqual(["whole", "whole"]);
  });

  it.runIf(process.platform === "linux")("leaves nothing behind when the disk is full", async () => {
    // A page of 90,000 bytes meets a limit of 8 KiB for any file: EFBIG in the middle of writing it, as ENOSPC comes.
    await writeFile(join(folder, "noise.png"), await noise());
    const command = `trap '' XFSZ; ulimit -f 8; exec "$0" "$@"`;
    const done = spawnSync("bash", ["-c", command, process.execPath, cliLauncher, "pages", "noise.png", "--out", "small", "--json"], { cwd: folder, encoding: "utf8" });
    expect(outcomesOf(done.stdout)).toEqual([["noise.png", "page-not-written"]]);
    expect(await readdir(join(folder, "small"))).toEqual([]);
  });
});

/** Deeper than a path may be long: nobody can read it by its path, root neither. */
function makeUnreadableFolder(parent: string, name: string): void {
  const part = name.repeat(250);
  const script = `mkdir ${name} && cd ${name} && for i in $(seq 20); do mkdir ${part} && cd -P ${part} || exit 1; done`;
  const { status, stderr } = spawnSync("bash", ["-c", script], { cwd: parent, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

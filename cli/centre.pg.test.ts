import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instantOf } from "../domain/time/instant.ts";
import { startEmbeddedPostgres } from "../server/database/embedded-postgres.ts";
import { makeSharedFolder, query } from "../test/centre/postgres.ts";
import { makePage, openTrialWindow, type TrialWindow } from "../test/centre/trial-window.ts";
import { runCli } from "./testing/run-cli.ts";
import { runHere } from "./testing/run-here.ts";
import { startServerProcess, type ServerProcess } from "./testing/server-process.ts";
import { pictureBytes } from "../test/fixtures/picture-bytes.ts";

let folder: string;
let data: string;
let server: ServerProcess | undefined;
let window: TrialWindow;
let number: string;
const startedIn = process.cwd();
const picture = pictureBytes("a page");

beforeAll(async () => {
  folder = await makeSharedFolder();
  process.chdir(folder);
  data = join(folder, "centre");
  server = await startServerProcess(data);
  const { url, enrolmentCode, account, password } = server;
  window = await openTrialWindow({ url, enrolmentCode, account, password, now: () => instantOf(Date.now()) });
  const commands = window.reception();
  const [receive] = commands;
  if (receive?.kind !== "receiveCase") throw new Error("reception first");
  number = receive.payload.number;
  await window.push([...commands, window.command("attachPages", receive.caseId, { materialCode: "application-form", index: 0, pages: [makePage(picture)] })]);
});
afterAll(async () => {
  process.chdir(startedIn);
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const upload = () => {
  const { sha256 } = makePage(picture);
  return window.request("PATCH", `/api/files/${sha256}`, { body: picture, headers: { "upload-offset": "0", "upload-length": String(picture.length) } });
};
const ask = (...arguments_: string[]) => runHere([...arguments_, "--data", data]);
/** As a process of its own, which is what a script starts. */
const askAlone = (...arguments_: string[]) => runCli([...arguments_, "--data", data], { cwd: folder, env: { DATABASE_URL: undefined } });

describe("a centre's data from the command line, while the centre runs", () => {
  it("exports no case before its pages have arrived", async () => {
    const { exitCode, stderr } = await ask("export", number, "--out", "exported");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("还有 1 页没有传到审批中心");
    expect(existsSync(join(folder, "exported"))).toBe(false);
  });

  it("exports a case by its number: one folder, one ZIP a package (R-SCAN-3)", async () => {
    expect((await upload()).status).toBe(204);
    const { exitCode, stdout } = await askAlone("export", `${number.slice(0, 6)} ${number.slice(6)}`, "--out", "exported");
    expect(exitCode).toBe(0);
    const [, zip = ""] = stdout.trim().split("\n");
    expect(stdout).toContain(join(folder, "exported", "红梅书店"));
    expect(unzipSync(await readFile(zip))["0001.jpg"]?.subarray(0, 3)).toEqual(new Uint8Array([0xff, 0xd8, 0xff]));
  });

  it("overwrites nothing on a second export", async () => {
    const { exitCode, stderr } = await ask("export", number, "--out", "exported");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("已经存在");
  });

  it("knows no case of another number", async () => {
    const unknown = "3601002026112300010000019";
    const { exitCode, stderr } = await ask("export", unknown, "--out", "exported");
    expect([1, 2]).toContain(exitCode);
    expect(stderr).toMatch(/没有编号为|办件编号不正确/);
  });

  it("finds the record whole", async () => {
    const { exitCode, stderr } = await askAlone("record", "verify");
    expect(exitCode).toBe(0);
    expect(stderr).toContain("核对了 1 个办件的 5 条记录、0 个电子签名，没有发现改动");
  });

  it("gives an office what its documents say of it, change by change", async () => {
    const [name] = (await ask("office", "list")).stdout.split("\n");
    expect(await ask("office", "set", "--office", name!, "--phone", "0791-83000199", "--no-fee-account")).toMatchObject({ exitCode: 0, stderr: "" });
    const { offices } = JSON.parse((await ask("office", "list", "--json")).stdout) as { offices: object[] };
    expect(offices[0]).toMatchObject({ name, profile: { phone: "0791-83000199", court: "南昌铁路运输法院", feeAccount: null } });
  });

  it("shuts a lost workstation out and lets it in again (R-SEC-5)", async () => {
    const code = window.workstationCode;
    const pull = async () => (await window.request("GET", "/api/sync/pull")).status;
    expect((await ask("workstation", "list")).stdout).toMatch(new RegExp(`^${code}  南昌市行政服务中心  窗口 1  最近联系 .*\\d$`, "m"));
    const wrong = await ask("workstation", "let-in", code, "--reason", "看错");
    expect([wrong.exitCode, wrong.stderr]).toEqual([1, expect.stringContaining("没有被停用")]);
    expect(await ask("workstation", "shut-out", code, "--reason", "遗失")).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(`${code} 已停用`) });
    expect(await pull()).toBe(401);
    const { workstations } = JSON.parse((await ask("workstation", "list", "--json")).stdout) as { workstations: { code: string; shutOutAt: string | null }[] };
    expect(workstations.find((workstation) => workstation.code === code)?.shutOutAt).toMatch(/^20/);
    expect(await ask("workstation", "let-in", code, "--reason", "找回")).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(`${code} 已恢复`) });
    expect(await pull()).toBe(200);
    expect((await ask("workstation", "shut-out", "9999", "--reason", "x")).stderr).toContain("没有编号为 9999 的工作站");
  });

  it("is backed up, encrypted by the key in a file", async () => {
    await writeFile(join(folder, "backup-key"), "correct horse battery staple\n");
    const saved = await askAlone("backup", "--out", "saved", "--key-file", "backup-key");
    expect(saved).toMatchObject({ exitCode: 0, stderr: "" });
    expect(saved.stdout).toMatch(/扫描页 1 个；已加密/);
    const again = await runHere(["backup", "--out", join(folder, "saved"), "--key-file", join(folder, "backup-key"), "--data", data]);
    expect(again).toMatchObject({ exitCode: 1, stdout: "", stderr: expect.stringContaining("不是空的") as string });
  });

  it("is restored into an empty place by the same key and no other", async () => {
    await writeFile(join(folder, "other-key"), "incorrect horse battery staple\n");
    const other = join(folder, "restored");
    const restore = (keyFile: string) => runHere(["restore", "--from", join(folder, "saved"), "--data", other, "--key-file", join(folder, keyFile)]);
    expect(await restore("other-key")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("不是备份时的口令") as string });
    expect(existsSync(other)).toBe(false);
    const restored = await runCli(["restore", "--from", "saved", "--data", other], { cwd: folder, env: { DATABASE_URL: undefined, YICHUANG_BACKUP_KEY_FILE: "backup-key" } });
    expect(restored).toMatchObject({ exitCode: 0, stderr: "" });
    expect(restored.stdout).toContain("1 个办件、5 条记录");
    expect((await runHere(["record", "verify", "--data", other])).exitCode).toBe(0);
    expect((await restore("backup-key")).exitCode).toBe(1);
    await rm(other, { recursive: true, force: true });
  });

  it("names the rows somebody edited behind the program's back (R-SUP-8)", async () => {
    const { databaseUrl } = await startEmbeddedPostgres(data);
    await query(databaseUrl, "update events set event = replace(event::text, '红梅书店', '黄梅书店')::json where version = 1");
    const words = await ask("record", "verify");
    expect(words.exitCode).toBe(1);
    expect(words.stdout).toMatch(/办件 \d{25} 第 1 条记录（接件）：内容被改动（content-changed）/);
    const { faults } = JSON.parse((await ask("record", "verify", "--json")).stdout) as { faults: { version: number }[] };
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ version: 1, kind: "caseReceived", problem: "content-changed" });
  });

  it("has one server at a time", async () => {
    const { exitCode, stderr } = await askAlone("server", "--port", "0");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("另一个审批中心");
  });

  it("stops when asked, and the commands work on without it", async () => {
    expect(await server?.stop()).toBe(0);
    server = undefined;
    expect((await ask("record", "verify")).exitCode).toBe(1);
  });
});

describe("a centre that cannot be", () => {
  it("is not made by a mistyped folder", async () => {
    const { exitCode, stderr } = await runHere(["record", "verify", "--data", join(folder, "nowhere")]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("没有审批中心的数据");
    expect(existsSync(join(folder, "nowhere"))).toBe(false);
  });

  it("does not listen beyond this machine without a certificate", async () => {
    const { exitCode, stderr } = await askAlone("server", "--host", "0.0.0.0", "--port", "0");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("证书");
  });

  it("says when its port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { exitCode, stderr } = await askAlone("server", "--port", String(port));
    other.close();
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`${port} 端口`);
  });
});

import { describe, expect, it } from "vitest";
import { runCli } from "./testing/run-cli.ts";
import { runHere } from "./testing/run-here.ts";

describe("yichuang", () => {
  const commands = ["server", "setup", "enrolment-code", "calendar", "calendar show", "calendar set", "pages", "export", "record verify", "record", "certificate", "certificate verify", "certificate export-root", "certificate export-register", "seal", "seal list", "seal make", "seal uses", "office", "office list", "office add", "office set", "person", "person list", "person add", "person roles", "person password", "person deactivate", "item", "item list", "item import", "item export", "template", "template list", "template export", "template import", "template check", "template preview", "workstation", "workstation list", "workstation shut-out", "workstation let-in", "backup", "restore"];

  it.each([["help"], ["--help"], ...commands.map((command) => [`${command} --help`])])("explains itself in Chinese: %s", async (line) => {
    const { exitCode, stdout, stderr } = await runHere(line.split(" "));
    expect(exitCode).toBe(0);
    expect(stderr).toBe("");
    expect(stdout).toContain("用法：");
    expect(stdout).toContain("示例：");
    expect(stdout.replaceAll(/[^\n]*yichuang [^\n]*/g, "")).not.toMatch(/\b(display|Usage|Options|Commands|Arguments|default|choices|options|command line)\b/);
  });

  it("says its version", async () => {
    expect((await runCli(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("tells its caller by the exit code, and speaks to people beside the results", async () => {
    expect(await runCli(["frobnicate"])).toEqual({ exitCode: 2, stdout: "", stderr: expect.stringContaining("没有“frobnicate”这个命令") as string });
  });

  it.each([
    [[], ""],
    [["frobnicate"], "没有“frobnicate”这个命令"],
    [["pages", "--out", "x"], "缺少参数 in"],
    [["pages", "a.jpg"], "缺少选项 -o, --out <dir>"],
    [["pages", "a.jpg", "--out"], "选项 -o, --out <dir> 缺少值"],
    [["pages", "a.jpg", "--out", "x", "--mode", "tiny"], "选项 --mode <mode> 的值不正确"],
    [["pages", "a.jpg", "--out", "x", "--nonsense"], "没有“--nonsense”这个选项"],
    [["server", "--port", "http"], "选项 -p, --port <n> 的值不正确"],
    [["server", "--tls-cert", "cert.pem"], "要一起给出"],
    [["server", "--database-url", "mysql://x"], "选项 --database-url <url> 的值不正确"],
    [["export", "123", "--out", "x"], "办件编号不正确"],
    [["calendar", "set"], "缺少参数 file"],
    [["record"], ""],
    [["workstation"], ""],
    [["workstation", "shut-out", "7", "--reason", "x"], "应为 4 位数字"],
    [["workstation", "shut-out", "0007"], "缺少选项 -r, --reason <text>"],
    [["workstation", "let-in", "0007", "--reason", " "], "原因应为"],
    [["item"], ""],
    [["item", "import"], "缺少参数 files"],
    [["item", "export"], "缺少选项 -o, --out <file>"],
    [["template"], ""],
    [["template", "export", "parking-ticket", "--out", "x"], "没有这种文书"],
    [["template", "export", "fee-notice", "--shipped", "--sha256", "ab", "--out", "x"], "只能选一个"],
    [["template", "preview", "x"], "缺少选项 -o, --out <file>"],
    [["person", "add", "--account", "李", "--name", "李", "--office", "x", "--role", "handler"], "选项 --account <account> 的值不正确"],
    [["person", "add", "--account", "li", "--name", " ", "--office", "x", "--role", "handler"], "姓名应为"],
    [["person", "roles", "li", "--role", "system"], "选项 --role <role...> 的值不正确"],
    [["office", "add", "--office", " "], "单位名称应为"],
    [["backup"], "缺少选项 -o, --out <dir>"],
    [["backup", "--out", "x"], "--unencrypted 写明不加密"],
    [["backup", "--out", "x", "--key-file", "k", "--unencrypted"], "两者只选一个"],
    [["restore", "--from", "x", "now"], "参数太多"],
  ])("exits 2 when called wrongly: %j", async (arguments_, words) => {
    const { exitCode, stdout, stderr } = await runHere(arguments_);
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(words);
  });

  it("passes the call on to the Node that came with it when started by one that reads no TypeScript", async () => {
    const nodeOptions = ["--no-strip-types"];
    expect((await runCli(["--version"], { nodeOptions })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await runCli(["pages"], { nodeOptions })).exitCode).toBe(2);
  });
});

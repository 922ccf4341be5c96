import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresFlavours, type TestPostgres } from "../test/centre/postgres.ts";
import { startTrialCentre, type TrialCentre } from "../test/centre/trial-centre.ts";
import type { TrialWindow } from "../test/centre/trial-window.ts";
import { runProgram } from "./program.ts";

const year2027 = `# 2027 年放假安排（虚构）
年度 2027
放假 2027-01-01 2027-01-03 元旦
放假 2027-02-05 2027-02-12 春节
放假 2027-04-03 2027-04-05 清明节
放假 2027-05-01 2027-05-05 劳动节
放假 2027-06-09 端午节
放假 2027-09-15 中秋节
放假 2027-10-01 2027-10-07 国庆节
上班 2027-02-20
上班 2027-10-09
`;

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`yichuang calendar beside a running centre on ${name}`, () => {
    let postgres: TestPostgres;
    let centre: TrialCentre;
    let window: TrialWindow;

    beforeAll(async () => {
      postgres = await start();
      centre = await startTrialCentre(postgres);
      window = await centre.openWindow();
    });
    afterAll(async () => {
      await centre.close();
      await postgres.stop();
    });

    const ask = async (...arguments_: string[]) => {
      const said = { out: "", err: "" };
      const terminal = { print: (line: string) => void (said.out += `${line}\n`), note: (line: string) => void (said.err += `${line}\n`) };
      const exitCode = await runProgram([...arguments_, "--data", centre.dataFolder, "--database-url", centre.databaseUrl], terminal);
      return { exitCode, ...said };
    };
    const fileOf = async (text: string): Promise<string> => {
      const file = join(centre.dataFolder, "holidays.txt");
      await writeFile(file, text);
      return file;
    };
    const known = async () => (JSON.parse((await ask("calendar", "show", "--json")).out) as { calendar: { knownUntil: string; workdays: string[] } }).calendar;

    it("shows the calendar, and takes in what it showed without a change", async () => {
      const { exitCode, out, err } = await ask("calendar", "show");
      expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
      expect(out).toMatch(/^# 行政区划 360100，办公时间 09:00—17:00，放假安排已录入到 2026-12-31\n年度 2026\n放假 2026-01-01 2026-01-03\n/);
      const before = await known();
      expect(await ask("calendar", "set", await fileOf(out))).toMatchObject({ exitCode: 0 });
      expect(await known()).toEqual(before);
    });

    it("refuses a file with a mistake, names its line, and leaves the calendar as it was", async () => {
      const wrong = await ask("calendar", "set", await fileOf(year2027.replace("上班 2027-02-20", "上班 2027-02-22")));
      expect(wrong).toMatchObject({ exitCode: 1, out: "" });
      expect(wrong.err).toContain("holidays.txt”第 10 行有错：2027-02-22 不是周六、周日");
      expect(wrong.err).toContain("没有改动任何数据");
      const year2028 = ["年度 2028", "放假 2028-01-01", "放假 2028-01-25 2028-02-01", "放假 2028-04-04", "放假 2028-05-01 2028-05-05", "放假 2028-05-28", "放假 2028-10-01 2028-10-07"];
      expect((await ask("calendar", "set", await fileOf(year2028.join("\n")))).err).toContain("不能跳过其后直接录入 2028 年。没有改动任何数据");
      expect((await ask("calendar", "set", "nowhere.txt")).err).toContain("无法读取文件“nowhere.txt”（ENOENT）。没有改动任何数据");
      expect((await known()).knownUntil).toBe("2026-12-31");
    });

    it("adds a year, which every workstation gets with its next sync", async () => {
      const { headers } = await window.request("GET", "/api/catalogue");
      const { exitCode, out } = await ask("calendar", "set", await fileOf(year2027));
      expect(exitCode).toBe(0);
      expect(out).toContain("已录入 2027 年：放假 28 天，调休上班 2 天，全年 245 个工作日。");
      expect(out).toContain("放假安排现在已知到 2027-12-31");
      const synced = await window.request("GET", "/api/catalogue", { headers: { "if-none-match": headers.get("etag") ?? "" } });
      expect(synced).toMatchObject({ status: 200, body: { calendar: { knownUntil: "2027-12-31", workdays: expect.arrayContaining(["2026-01-04", "2027-02-20"]) as string[] } } });
    });
  });
}

import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandResultSchema } from "../contracts/sync.ts";
import { createRootAuthority } from "../documents/signature/authority.ts";
import type { CaseId } from "../domain/ids.ts";
import { instantOf, type Instant } from "../domain/time/instant.ts";
import { publicationsDepartment, serviceCenter } from "../server/seed/offices.ts";
import { startCentre, type RunningCentre } from "../server/start.ts";
import { seedTrial } from "../server/trial.ts";
import { addFreeItem, askForCertificate, decideTrialCase, newRequestId, openTrialStaff, type TrialStaff } from "../test/centre/granted-case.ts";
import { makeSharedFolder } from "../test/centre/postgres.ts";
import { openTrialWindow } from "../test/centre/trial-window.ts";
import { runHere } from "./testing/run-here.ts";

let folder: string;
let centre: RunningCentre;
let staff: TrialStaff;
let caseId: CaseId;
let number: string;
const file = "许可证.pdf";

const startedIn = process.cwd();

const ask = (...arguments_: string[]) => runHere([...arguments_, "--data", join(folder, "centre")]);
/** Without any centre, as on a PC that never had one. */
const offline = (...arguments_: string[]) => runHere(["certificate", "verify", ...arguments_]);

beforeAll(async () => {
  folder = await makeSharedFolder();
  process.chdir(folder);
  const now = (): Instant => instantOf(Date.now());
  centre = await startCentre({ dataFolder: join(folder, "centre"), dueWorkEveryMs: null });
  const { password, enrolmentCodeFor } = await seedTrial(centre.centre);
  staff = await openTrialStaff({
    openWindow: async ({ officeId = serviceCenter.id, account = "wangxiulan" } = {}) =>
      openTrialWindow({ url: centre.url, enrolmentCode: await enrolmentCodeFor(officeId), account, password, now }),
  });
  caseId = await decideTrialCase(staff, { itemVersion: await addFreeItem(centre, 2) });
  const result = commandResultSchema.parse((await askForCertificate(staff.officer, caseId)).body);
  const event = result.outcome === "applied" ? result.events[0] : undefined;
  if (event?.kind !== "certificateIssued") throw new Error("not issued");
  ({ number } = event.payload);
  const pdf = await staff.window.request("GET", `/api/files/${event.payload.sha256}`);
  await writeFile(join(folder, file), pdf.body as Buffer);
});
afterAll(async () => {
  process.chdir(startedIn);
  await centre.close();
  await rm(folder, { recursive: true, force: true });
});

describe("yichuang certificate", () => {
  it("verifies a file by the centre's log and register", async () => {
    const { exitCode, stdout, stderr } = await ask("certificate", "verify", file);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`${file}：有效（in-register）`);
    expect(stdout).toContain(`编号：${number}`);
    const said = JSON.parse((await ask("certificate", "verify", file, "--json")).stdout) as unknown;
    expect(said).toMatchObject({ state: "valid", reason: "in-register", number, certificate: { holderName: "李红梅" } });
  });

  it("verifies far from the centre: the signature by the root, the state by the exported register", async () => {
    expect(await ask("certificate", "export-root", "--out", "root.pem")).toMatchObject({ exitCode: 0 });
    expect(await ask("certificate", "export-register", "--out", "register.json")).toMatchObject({ exitCode: 0 });
    expect((await stat(join(folder, "register.json"))).mode & 0o777).toBe(0o600);
    expect(await offline(file, "--root", "root.pem")).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("有效（signed-and-unchanged）") as string });
    expect(await offline(file, "--root", "root.pem", "--register", "register.json")).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("有效（in-register）") as string });
    expect(await ask("certificate", "export-root", "--out", "root.pem")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("没有覆盖任何文件") as string });
  });

  it("accounts for an office's certificate paper and names the serials nobody booked", async () => {
    const sheets = (...more: string[]) => ask("certificate", "sheets", "--office", publicationsDepartment.name, ...more);
    expect(await sheets()).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("打好 0 张，作废 0 张，缺号 0 张") as string });
    const print = (paperSerial: string, outcome: "printed" | "spoilt") => staff.officer.command("recordCertificatePrint", caseId, { number, issueNumber: 1, paperSerial, outcome, note: "" });
    await staff.officer.push([print("A0001", "spoilt"), print("A0004", "printed")]);
    await staff.officer.request("POST", "/api/certificate-sheets", { body: { register: "publication-licence", paperSerial: "A0006", note: "进纸两张" } });
    const { exitCode, stdout } = await sheets();
    expect(exitCode).toBe(1);
    expect(stdout.trimEnd().split("\n").map((line) => line.replace(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}/, "AT"))).toEqual([
      "证纸 A0006  作废  AT  不属于证照（进纸两张）",
      `证纸 A0004  打好  AT  ${number}`,
      `证纸 A0001  作废  AT  ${number}`,
      "出版物经营许可证（publication-licence）：打好 1 张，作废 2 张，缺号 3 张",
      "缺号：A0002–A0003（2 张）",
      "缺号：A0005",
    ]);
    expect(JSON.parse((await sheets("--json")).stdout)).toMatchObject({ registers: [{ register: "publication-licence", missing: [{ from: "A0002", to: "A0003", count: 2 }, { from: "A0005" }] }] });
    expect(await ask("certificate", "sheets", "--office", "没有的局")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("没有的局") as string });
  });

  it("names what is wrong with a file", async () => {
    const bytes = await readFile(join(folder, file));
    bytes[500] = bytes[500]! ^ 1;
    await writeFile(join(folder, "changed.pdf"), bytes);
    await writeFile(join(folder, "text.pdf"), "not a pdf");
    const root = createRootAuthority({ commonName: "别人的根", organization: "别处" }, Uint8Array.of(1), { from: "2020-01-01T00:00:00.000Z" as Instant, until: "2045-01-01T00:00:00.000Z" as Instant });
    await writeFile(join(folder, "other.pem"), `-----BEGIN CERTIFICATE-----\n${Buffer.from(root.certificate).toString("base64")}\n-----END CERTIFICATE-----\n`);
    const results = await Promise.all([offline("changed.pdf", "--root", "root.pem"), offline("text.pdf", "--root", "root.pem"), offline(file, "--root", "other.pem")]);
    expect(results.map(({ exitCode }) => exitCode)).toEqual([1, 1, 1]);
    expect(results.map(({ stdout }) => /（([a-z-]+)）/.exec(stdout)?.[1])).toEqual(["content-changed", "not-a-pdf", "signer-not-trusted"]);
    expect(await offline("missing.pdf", "--root", "root.pem")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("无法读取“missing.pdf”") as string });
    expect(await offline(file, "--root", file)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("不是 PEM 格式的根证书") as string });
    expect(await offline(file, "--register", "register.json")).toMatchObject({ exitCode: 2 });
  });

  it("believes no register but the root's own", async () => {
    const register = await readFile(join(folder, "register.json"), "utf8");
    await writeFile(join(folder, "forged.json"), register.replace("李红梅", "王红梅"));
    expect(await offline(file, "--root", "root.pem", "--register", "forged.json")).toMatchObject({ exitCode: 1, stdout: "", stderr: expect.stringContaining("签名与根证书不符") as string });
    expect(await offline(file, "--root", "root.pem", "--register", "root.pem")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("这不是证照库导出文件") as string });
  });

  it("tells of a revocation, far away with the next export", async () => {
    const body = { requestId: newRequestId(), number, reason: "以欺骗手段取得", legalBasis: { law: "《中华人民共和国行政许可法》", article: "第六十九条" } };
    expect((await staff.officer.request("POST", `/api/cases/${caseId}/certificate/revocation`, { body })).status).toBe(200);
    expect(await ask("certificate", "verify", file)).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(/已吊销（certificate-revoked）[\s\S]*以欺骗手段取得/) as string });
    expect(await offline(file, "--root", "root.pem", "--register", "register.json")).toMatchObject({ exitCode: 0 });
    await ask("certificate", "export-register", "--out", "later.json");
    expect(await offline(file, "--root", "root.pem", "--register", "later.json")).toMatchObject({ exitCode: 1, stdout: expect.stringContaining("certificate-revoked") as string });
  });
});

describe("yichuang seal", () => {
  it("lists the seals, and gives an office another one with a reason only", async () => {
    expect((await ask("seal", "list")).stdout).toMatch(new RegExp(`^${publicationsDepartment.name}  审批专用章  .*在用$`, "m"));
    const make = (...more: string[]) => ask("seal", "make", "--office", publicationsDepartment.name, ...more);
    expect(await make()).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("已有在用的印章") as string });
    expect(await make("--code", "一二三")).toMatchObject({ exitCode: 2 });
    expect(await make("--reason", "证书到期")).toMatchObject({ exitCode: 0 });
    const { seals } = JSON.parse((await ask("seal", "list", "--json")).stdout) as { seals: Record<string, unknown>[] };
    expect(seals.filter(({ officeName }) => officeName === publicationsDepartment.name)).toMatchObject([{ retiredAt: null }, { retirementReason: "证书到期" }]);
    expect(JSON.stringify(seals)).not.toContain("keyReference");
  });

  it("leaves what was sealed before as good as it was, and every use on the log", async () => {
    const { exitCode, stderr } = await ask("record", "verify");
    expect(exitCode).toBe(0);
    expect(stderr).toContain("核对了 1 条用印记录，没有发现改动");
    const uses = (...more: string[]) => ask("seal", "uses", "--office", ...more);
    const { stdout } = await uses(publicationsDepartment.name);
    expect(stdout.trim().split("\n")).toEqual([expect.stringMatching(/^第 1 次 {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}.+（工作站 \d{4}） {2}证照 .+ {2}[0-9a-f]{64}$/)]);
    expect(JSON.parse((await uses(publicationsDepartment.name, "--json")).stdout)).toMatchObject({ position: 1, document: "certificate" });
    expect(await uses(serviceCenter.name)).toMatchObject({ exitCode: 0, stdout: "", stderr: expect.stringContaining("还没有用过印章") as string });
    expect(await uses("没有的单位")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("没有的单位") as string });
  });
});

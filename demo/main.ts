import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { formatCaseNumber } from "../domain/case/case-number.ts";
import { allPages } from "../domain/case/case-state.ts";
import { receiptTitles } from "../documents/receipts/receipt-wording.ts";
import { constructionDepartment, landDepartment, publicationsDepartment, serviceCenter } from "../server/seed/offices.ts";
import { verifyRecord } from "../server/record/verify-record.ts";
import { startCentre } from "../server/start.ts";
import { seedTrial } from "../server/trial.ts";
import { startFaultProxy } from "../test/emulators/fault-proxy.ts";
import { acceptComplete, acceptCorrected, refuse, type DemoCase } from "./cases.ts";
import { countBadPages, startChecks } from "./checks.ts";
import { openDesk, type Desk } from "./desk.ts";
import { openPaperSource, prepareScannerConfiguration } from "./paper-source.ts";
import { signThrough } from "./decisions.ts";
import { must } from "./must.ts";
import { printReceipts } from "./receipts.ts";
import { takeScreenshots } from "./screens.ts";
import { printTable } from "./table.ts";

const outputFolder = join(import.meta.dirname, "../demo-out");

/**
 * `npm run demo`: the main job through real parts. A centre, a window that joins it, three cases received and answered without the
 * network, the network back, the cases in the departments' lists; papers, ZIPs and pictures in `demo-out/`. Exits 1 when anything
 * is not as it should be.
 */
async function runDemo(): Promise<number> {
  const { check, failedCount } = startChecks();
  await rm(outputFolder, { recursive: true, force: true });
  await mkdir(outputFolder, { recursive: true });
  const workFolder = await mkdtemp(join(tmpdir(), "yichuang-demo-"));
  // Run by root, the embedded PostgreSQL is another user and must be let through to its own folder.
  await chmod(workFolder, 0o711);
  const closing: (() => Promise<unknown>)[] = [() => rm(workFolder, { recursive: true, force: true })];
  try {
    step("审批中心启动（内嵌 PostgreSQL），载入示例区划的单位、人员和事项");
    const centre = await startCentre({ dataFolder: join(workFolder, "centre") });
    closing.unshift(() => centre.close());
    const { enrolmentCodeFor } = await seedTrial(centre.centre);
    const network = await startFaultProxy(centre.url);
    closing.unshift(() => network.close());

    step("窗口工作站入网、登录");
    const place = { workFolder, exportFolder: outputFolder, centreUrl: network.url, saneConfigFolder: await prepareScannerConfiguration(workFolder) };
    const openAt = async (officeId: typeof serviceCenter.id, role: "window-clerk" | "handler"): Promise<Desk> => {
      const desk = await openDesk({ ...place, officeId, role, enrolmentCode: await enrolmentCodeFor(officeId) });
      closing.unshift(() => desk.close());
      return desk;
    };
    const window = await openAt(serviceCenter.id, "window-clerk");
    const paper = await openPaperSource(window);
    console.log(`  纸张来自：${paper.feeder ? `SANE ${paper.feeder.name}（馈纸器）和 samples/` : "samples/（没有 SANE 测试设备）"}`);

    step("断网");
    network.cut();
    const offline = await window.workstation.call("sync.now", {});
    check("窗口知道自己离线", !offline.isOnline);

    step("离线办三件：一件受理、一件补正后受理、一件不予受理");
    const cases: DemoCase[] = [await acceptComplete(window, paper), await acceptCorrected(window, paper), await refuse(window, paper)];
    const waiting = (await window.workstation.call("workplace.get", {})).connection;
    check(`${waiting.waitingCaseCount} 件、${waiting.waitingPageCount} 页等待上传，审批中心还没有收到`, waiting.waitingCaseCount === 3 && (await verifyRecord(centre.centre.database)).caseCount === 0);

    step("离线打印凭证");
    const receipts = await printReceipts(window, cases, join(outputFolder, "receipts"));
    check(`${receipts.length} 份凭证打印（ESC/POS）并存为 PDF、PNG`, receipts.length === 7 && receipts.every(({ isPdf, lines, receipt }) => isPdf && lines.some((line) => line.includes(receiptTitles[receipt]))));
    check("生僻字“𠮷”“䶮”打印无误", receipts.some(({ lines }) => lines.some((line) => line.includes("李𠮷䶮"))));

    step("网络恢复，同步");
    network.mend();
    await window.syncAll();
    const record = await verifyRecord(centre.centre.database);
    check("三件全部到达，记录哈希链完整", record.caseCount === 3 && record.faults.length === 0);

    step("各部门承办人的收件列表");
    const reviewers = [];
    for (const office of [constructionDepartment, publicationsDepartment, landDepartment]) reviewers.push({ office, desk: await openAt(office.id, "handler") });
    const expected = [1, 1, 0];
    for (const [index, { office, desk }] of reviewers.entries()) {
      const { rows } = await desk.workstation.call("cases.list", { view: "inbox" });
      for (const row of rows) console.log(`  ${office.shortName}  ${formatCaseNumber(row.number)}  ${row.itemName}  ${row.projectName}`);
      check(`${office.shortName}：${rows.length} 件待办`, rows.length === expected[index]);
      const { rows: all } = await desk.workstation.call("cases.list", { view: "all" });
      const given = cases[index]?.opened.case;
      check(`  ${cases[index]?.story}，与窗口办理的一致`, all.length === 1 && all[0]?.number === given?.number && all[0]?.stage === given?.stage);
      for (const row of rows) {
        const opened = await desk.workstation.call("cases.open", { caseId: row.caseId });
        const bad = await countBadPages(opened.case, async (sha256) => (await desk.workstation.call("pages.read", { sha256 })).jpeg);
        check(`  ${allPages(opened.case).length} 页从审批中心取得，全部符合 R-SCAN-1`, bad === 0);
      }
    }

    step("按流程逐级签署意见，作出决定");
    for (const [index, isDecided] of [false, true].entries()) {
      const desk = must(reviewers[index]?.desk, "a reviewer");
      const { signatures, signed } = await signThrough(desk, must(cases[index], "a case").opened.case.id, isDecided);
      console.log(`  ${signed.application.projectName}：${signatures.join(" → ")}`);
      await desk.syncAll();
      await window.syncAll();
      const seen = (await window.workstation.call("cases.open", { caseId: signed.id })).case;
      check(isDecided ? "准予许可，窗口已看到" : "待主管领导审批，窗口已看到", (seen.decision?.outcome === "grant") === isDecided && seen.opinions.length === signed.opinions.length);
    }
    check("签署之后记录哈希链仍完整", (await verifyRecord(centre.centre.database)).faults.length === 0);

    step("按项目全称导出材料包");
    for (const { opened } of cases) {
      const { files } = await window.workstation.call("cases.export", { caseId: opened.case.id });
      for (const file of files) console.log(`  ${relative(outputFolder, file)}`);
      check(`${opened.case.application.projectName}：${files.length} 个 ZIP`, files.length > 0);
    }

    step("真实程序的界面");
    const reviewer = must(reviewers[0]?.desk, "a reviewer");
    for (const desk of [window, reviewer]) await desk.close();
    if (await takeScreenshots({ window, reviewer, projectName: must(cases[0], "a case").opened.case.application.projectName, folder: join(outputFolder, "screens"), workFolder })) console.log("  demo-out/screens/");

    step("小结");
    summarise(cases, receipts);
  } finally {
    for (const close of closing) await close();
  }
  console.log(`\n${failedCount() === 0 ? "全部正常" : `${failedCount()} 处不对`}；结果在 demo-out/`);
  return failedCount() === 0 ? 0 : 1;
}

function step(title: string): void {
  console.log(`\n■ ${title}`);
}

function summarise(cases: readonly DemoCase[], receipts: Awaited<ReturnType<typeof printReceipts>>): void {
  const rows = cases.map(({ story, opened: { case: current } }) => {
    const pages = allPages(current);
    const sizes = pages.map(({ byteLength }) => byteLength);
    const largest = pages.reduce((wide, page) => (page.width * page.height > wide.width * wide.height ? page : wide), { width: 0, height: 0 });
    const papers = receipts.filter(({ caseNumber }) => caseNumber === current.number).map(({ receipt }) => receiptTitles[receipt]);
    const range = `${Math.min(...sizes).toLocaleString()} – ${Math.max(...sizes).toLocaleString()}`;
    return [formatCaseNumber(current.number), story, current.application.projectName, `${pages.length}`, range, `${largest.width}×${largest.height}`, papers.join("、")];
  });
  printTable(["办件编号", "经过", "项目", "页", "每页字节", "最大", "凭证"], rows);
}

process.exitCode = await runDemo();

import { join } from "node:path";
import { receiveMore } from "./chapters/afternoon.ts";
import { makeCertificates } from "./chapters/certificates.ts";
import { decideAll } from "./chapters/decisions.ts";
import { exportAll } from "./chapters/exports.ts";
import { handOver } from "./chapters/hand-over.ts";
import { lookIntoInboxes } from "./chapters/inboxes.ts";
import { letAFeeLapse } from "./chapters/lapsed-fee.ts";
import { workOffline } from "./chapters/offline-morning.ts";
import { inspectPapers } from "./chapters/papers.ts";
import { takePictures } from "./chapters/pictures.ts";
import { verifyCertificates } from "./chapters/verification.ts";
import { startChecks } from "./checks.ts";
import { readApplicant, showA4Printer, showReceiptPrinter, showScanner } from "./device-tour.ts";
import { must } from "./must.ts";
import { openStage } from "./open-stage.ts";
import { bookseller } from "./people.ts";
import { step } from "./stage.ts";
import { printSummary } from "./summary.ts";

/**
 * `npm run demo`: from the papers on the counter to the certificate in the applicant's hand, through real parts and emulated devices.
 * Papers, certificates, ZIPs and pictures in `demo-out/`. Exits 1 when anything is not as it should be.
 */
async function runDemo(): Promise<number> {
  const { check, failedCount } = startChecks();
  const closing: (() => Promise<unknown>)[] = [];
  try {
    const stage = await openStage(join(import.meta.dirname, "../demo-out"), check, closing);
    const { window, devices, cases } = stage;
    await letAFeeLapse(stage);

    step("窗口的设备：好的时候，出毛病的时候");
    const cardHolder = await readApplicant(devices, window, check);
    await showReceiptPrinter(devices, window, check);
    await showA4Printer(devices, window, check);
    await showScanner(devices, window, check);

    const morning = await workOffline(stage, cardHolder ?? bookseller);
    await lookIntoInboxes(stage, morning);
    const afternoon = await receiveMore(stage);
    const granted = [must(morning[0], "a case"), must(morning[1], "a case"), afternoon.granted];
    await decideAll(stage, granted, afternoon);
    await makeCertificates(stage, granted);
    const unpaid = must(cases[0], "a case");
    await handOver(stage, [...granted, afternoon.denied, unpaid]);

    const papers = await inspectPapers(stage);
    await verifyCertificates(stage, papers);
    await exportAll(stage);
    const opened = [];
    for (const one of cases) opened.push({ ...one, last: (await window.workstation.call("cases.open", { caseId: one.opened.case.id })).case });
    await takePictures(stage, must(granted[0], "a case"), must(papers.find(({ kind }) => kind === "certificate"), "a certificate"));

    step("小结");
    printSummary(opened, papers);
    check(`${opened.length} 件都停在该停的地方`, opened.every(({ end, last }) => last.stage === end));
  } finally {
    for (const close of closing) await close();
  }
  console.log(`\n${failedCount() === 0 ? "全部正常" : `${failedCount()} 处不对`}；结果在 demo-out/`);
  return failedCount() === 0 ? 0 : 1;
}

process.exitCode = await runDemo();

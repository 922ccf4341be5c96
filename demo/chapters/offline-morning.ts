import { join } from "node:path";
import { receiptTitles } from "../../documents/receipts/receipt-wording.ts";
import type { Applicant } from "../../domain/case/application.ts";
import { verifyRecord } from "../../server/record/verify-record.ts";
import { constructionPermit } from "../../server/seed/items/construction-permit.ts";
import { landUsePreliminaryReview } from "../../server/seed/items/land-use-preliminary-review.ts";
import { publicationsRetailLicence } from "../../server/seed/items/publications-retail-licence.ts";
import { acceptComplete, acceptCorrected, refuse, type DemoCase } from "../cases.ts";
import { company } from "../people.ts";
import { printReceipts } from "../receipts.ts";
import { step, type Stage } from "../stage.ts";

/** The main job without the network: three cases received and answered, their papers in the applicants' hands, everything sent later. */
export async function workOffline({ centre, network, window, paper, devices, check, cases, outputFolder }: Stage, bookshopOwner: Applicant): Promise<DemoCase[]> {
  const { caseCount: countBefore } = await verifyRecord(centre.centre.database);
  step("断网");
  network.cut();
  const offline = await window.workstation.call("sync.now", {});
  check("窗口知道自己离线", !offline.isOnline);

  step("离线办三件：一件受理、一件补正后受理、一件不予受理");
  const morning = [
    await acceptComplete(window, paper, { story: "一次受理", item: constructionPermit, end: "closed", applicant: company, projectName: "赣江新区市民文化中心工程" }),
    await acceptCorrected(window, paper, { story: "补正后受理", item: publicationsRetailLicence, end: "closed", applicant: bookshopOwner, projectName: "一窗书店" }),
    await refuse(window, paper, { story: "不予受理", item: landUsePreliminaryReview, end: "refused", applicant: company, projectName: "赣江新区跨省输油管道项目" }),
  ];
  cases.push(...morning);
  const { waitingCaseCount, waitingPageCount } = (await window.workstation.call("workplace.get", {})).connection;
  const { caseCount: countOffline } = await verifyRecord(centre.centre.database);
  check(`${waitingCaseCount} 件、${waitingPageCount} 页等待上传，审批中心还没有收到`, waitingCaseCount === morning.length && countOffline === countBefore);

  step("离线打印凭证");
  const receipts = await printReceipts(window, devices.slip, morning, join(outputFolder, "receipts"));
  const isPrinted = receipts.every(({ isPdf, lines, receipt }) => isPdf && lines.some((line) => line.includes(receiptTitles[receipt])));
  check(`${receipts.length} 份凭证在小票机打印（ESC/POS），并存为 PDF、PNG`, receipts.length === 7 && isPrinted);
  check(`申请人“${bookshopOwner.name}”的生僻字打印无误`, receipts.some(({ lines }) => lines.some((line) => line.includes(bookshopOwner.name))));

  step("网络恢复，同步");
  network.mend();
  await window.syncAll();
  const record = await verifyRecord(centre.centre.database);
  check("三件全部到达，记录哈希链完整", record.caseCount === countBefore + morning.length && record.faults.length === 0);
  return morning;
}

import { handedOverNames } from "../../contracts/wording/cases.ts";
import { findNumbered } from "../../domain/case/rules/documents.ts";
import { documentsToHandOver } from "../../domain/case/rules/hand-over.ts";
import type { DemoCase } from "../cases.ts";
import { printSealed } from "../certificates.ts";
import { recipientOf } from "../people.ts";
import { scrawl } from "../signature-picture.ts";
import { step, type Stage } from "../stage.ts";

/** Results into the applicants' hands, each against a signature on the pad; only then the case closes (R-CERT-3). */
export async function handOver({ window, devices, check }: Stage, decided: readonly DemoCase[]): Promise<void> {
  step("窗口交付结果，申请人手写签名，办结");
  for (const [index, { item, opened: { case: { id: caseId, application } } }] of decided.entries()) {
    const ready = await window.waitFor(caseId, "the result can be handed over", (current, { actions }) => actions.includes("handOverResult") && findNumbered(current, "delivery-receipt") !== undefined);
    const documents = documentsToHandOver(ready.case);
    const receipt = findNumbered(ready.case, "delivery-receipt");
    if (devices.office && receipt) await printSealed(window, caseId, receipt.sha256);
    const { page } = await window.workstation.call("scans.preparePicture", { name: "手写签名.png", bytes: await scrawl(index), origin: "signature" });
    const recipient = recipientOf(application.applicant);
    await window.act(caseId, { kind: "handOverResult", payload: { recipient, documents, signature: { kind: "pad", page } } });
    const { case: closed } = await window.act(caseId, { kind: "closeCase", payload: {} });
    const names = documents.map((document) => (document === "certificate" ? (item.resultCertificate?.name ?? "") : handedOverNames[document]));
    check(`${application.projectName}：${names.join("、")}由${recipient.name}签收，办结`, closed.stage === "closed");
  }
  await window.syncAll();
  const attentions = await window.workstation.call("attention.list", {});
  check("审批中心全部收下，没有待处理事项", attentions.length === 0);
}

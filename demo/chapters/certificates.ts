import { join } from "node:path";
import { createHash } from "node:crypto";
import { paymentMethodNames } from "../../contracts/wording/cases.ts";
import { regionDateOf } from "../../domain/time/instant.ts";
import { seedOffices } from "../../server/seed/offices.ts";
import type { DemoCase } from "../cases.ts";
import { issueCertificate, printSealed, recordPrint } from "../certificates.ts";
import { must } from "../must.ts";
import { step, type Stage } from "../stage.ts";

/** The fee is taken at the window, the certificate issued by the department's officers and printed on numbered paper (R-CERT-1, R-CERT-2). */
export async function makeCertificates(stage: Stage, granted: readonly DemoCase[]): Promise<void> {
  for (const [index, { item, opened }] of granted.entries()) {
    const { id: caseId, application } = opened.case;
    step(`${application.projectName}：制证`);
    await takeFee(stage, caseId);
    const desk = await stage.deskOf(must(seedOffices.find(({ id }) => id === item.officeId), "an office"));
    await desk.waitFor(caseId, "the grant stands", ({ stage: at, documents }) => at === "granted" && documents.some(({ document }) => document === "grant-decision"));
    const { certificate, officers } = await issueCertificate(desk, caseId, item, join(stage.outputFolder, "certificates"));
    console.log(`  ${officers.join("核对，")}制证：${certificate.number}，${certificate.byteLength.toLocaleString()} 字节`);
    // The first sheet of all is spoilt, and accounted for like any other.
    const serials = index === 0 ? ["A0001001", "A0001002"] : [`A000${index + 1}001`];
    for (const [sheet, serial] of serials.entries()) {
      if (stage.devices.office) await printSealed(desk, caseId, certificate.sha256);
      const isSpoilt = sheet < serials.length - 1;
      await desk.act(caseId, recordPrint(certificate, serial, isSpoilt ? "spoilt" : "printed", isSpoilt ? "走纸歪斜，作废" : ""));
    }
    await desk.syncAll();
    const { case: printed } = await desk.workstation.call("cases.open", { caseId });
    const sheets = must(printed.certificates.at(-1), "a certificate").prints.map(({ paperSerial, outcome }) => `${paperSerial}${outcome === "spoilt" ? "（作废）" : ""}`);
    stage.check(`证照用纸已登记：${sheets.join("、")}`, sheets.length === serials.length);
    await lookAtPrinter(stage, certificate.sha256);
  }
}

async function takeFee({ window, clock, check }: Stage, caseId: DemoCase["opened"]["case"]["id"]): Promise<void> {
  const { case: current } = await window.workstation.call("cases.open", { caseId });
  if (current.fee === null) return console.log("  不收费");
  const payment = { method: "cash", amountFen: current.fee.totalFen, payer: current.application.applicant.name, reference: "0000001", receivedOn: regionDateOf(clock.now()) } as const;
  const { case: paid } = await window.act(caseId, { kind: "recordPayment", payload: payment });
  await window.syncAll();
  check(`窗口收费 ${(payment.amountFen / 100).toFixed(2)} 元（${paymentMethodNames[payment.method]}）`, paid.stage === "granted");
}

/** What reached the printer's works is the sealed file, byte for byte. */
async function lookAtPrinter({ devices: { office }, check }: Stage, sha256: string): Promise<void> {
  if (office === undefined) return console.log("  没有 A4 打印机，只登记用纸，没有打印");
  const last = must((await office.readJobs()).at(-1), "a printed job");
  check("A4 打印机收到的就是盖章的文件，一个字节不差", createHash("sha256").update(last.document).digest("hex") === sha256);
}

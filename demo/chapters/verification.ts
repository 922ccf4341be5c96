import { verificationStateNames, verificationWording } from "../../contracts/wording/certificates.ts";
import type { VerificationState } from "../../domain/certificate/verification.ts";
import { landDepartment } from "../../server/seed/offices.ts";
import { verifyRecord } from "../../server/record/verify-record.ts";
import { verifySealLog } from "../../server/seal/verify-seal-log.ts";
import { newRequestId } from "../certificates.ts";
import { must } from "../must.ts";
import { step, type Stage } from "../stage.ts";
import type { InspectedPaper } from "./papers.ts";

/** Our own verification as a clerk asks for it: good, one byte changed, revoked (R-CERT-2, R-CERT-4). */
export async function verifyCertificates(stage: Stage, papers: readonly InspectedPaper[]): Promise<void> {
  const { window, check, centre } = stage;
  step("证照核验");
  const ask = async (what: string, pdf: Uint8Array, expected: VerificationState): Promise<void> => {
    const [verification] = await window.workstation.call("certificates.verifyFile", { file: pdf });
    const { state, reason } = must(verification, "a verification");
    check(`${what}：${verificationStateNames[state]}，${verificationWording[reason].found}`, state === expected);
  };
  const certificates = papers.filter(({ kind }) => kind === "certificate");
  for (const { number, pdf } of certificates) {
    await ask(number, pdf, "valid");
    const at = Math.floor(pdf.byteLength / 2);
    await ask("  改动其中一个字节", Uint8Array.from(pdf, (byte, index) => (index === at ? byte ^ 1 : byte)), "changed");
  }
  const [first] = certificates;
  const byNumber = await window.workstation.call("certificates.verifyText", { text: must(first, "a certificate").number });
  check("输入编号核验，查到同一份证照", byNumber.length === 1 && byNumber[0]?.state === "valid");

  await revoke(stage, must(certificates.at(-1), "a certificate"), ask);
  const { faults } = await verifyRecord(centre.centre.database);
  const { faults: sealFaults } = await verifySealLog(centre.centre.database);
  check("记录哈希链和用印记录仍完整", faults.length === 0 && sealFaults.length === 0);
}

async function revoke({ deskOf, window }: Stage, { caseId, number, pdf }: InspectedPaper, ask: (what: string, pdf: Uint8Array, expected: VerificationState) => Promise<void>): Promise<void> {
  const officer = await deskOf(landDepartment);
  await officer.sitDown("certificate-officer");
  const legalBasis = { law: "《中华人民共和国行政许可法》（2019年修正）", article: "第六十九条" };
  const revocation = { caseId, requestId: newRequestId(), number, reason: "申请人隐瞒占用生态保护红线的情况", legalBasis };
  const answer = await officer.workstation.call("certificates.revoke", revocation);
  if (answer.outcome === "refused") throw new Error(`the revocation was refused: ${JSON.stringify(answer.refusal)}`);
  await window.waitFor(caseId, "the revocation reaches the window", ({ certificates }) => certificates.at(-1)?.state === "revoked");
  await ask(`发证机关依法撤销 ${number} 之后`, pdf, "revoked");
}

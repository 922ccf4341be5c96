import type { CertificatePrint } from "../../domain/case/certificate-parts.ts";
import type { Refusal } from "../../domain/case/refusal.ts";
import type { CaseId } from "../../domain/ids.ts";
import type { Services } from "../app/services.ts";

/** Books what became of a sheet on the case's record; the PC then asks of its print job no more. Null when it is booked. */
export async function bookSheet(client: Services["client"], caseId: CaseId, print: CertificatePrint, jobId: string | null): Promise<Refusal | null> {
  const answer = await client.call("cases.act", { caseId, body: { kind: "recordCertificatePrint", payload: print } });
  if (answer.outcome === "refused") return answer.refusal;
  if (jobId !== null) await client.call("certificates.forgetSheet", { jobId });
  return null;
}

/** The sheet can only be spoilt: another of the certificate is booked, or it is in force no longer. */
export function isSurplus({ code }: Refusal): boolean {
  return code === "certificate-already-printed" || code === "certificate-not-valid";
}

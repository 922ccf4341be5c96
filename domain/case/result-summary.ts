import { z } from "zod";
import { instantSchema } from "../time/instant.ts";
import { certificateNumberSchema } from "./certificate-parts.ts";
import type { Case } from "./case-state.ts";
import { findValidCertificate, isPrinted } from "./result.ts";

/** The fee as a list shows it. */
export const feeSummarySchema = z.object({ state: z.enum(["due", "paid", "lapsed"]), totalFen: z.int(), dueAt: instantSchema });
export type FeeSummary = z.infer<typeof feeSummarySchema>;

/**
 * How far the certificate is: `due` (its officer's turn), `prepared` (the second officer's), `issued` (to be printed), `printed` (to
 * be handed over), `handed-over`, or `revoked` with none in its place.
 */
export const certificateSummarySchema = z.object({
  state: z.enum(["due", "prepared", "issued", "printed", "handed-over", "revoked"]),
  officersNeeded: z.union([z.literal(1), z.literal(2)]),
  /** Of the one in force, or the last revoked. */
  number: certificateNumberSchema.nullable(),
});
export type CertificateSummary = z.infer<typeof certificateSummarySchema>;

export function summariseFee({ fee }: Pick<Case, "fee">): FeeSummary | null {
  if (fee === null) return null;
  const { totalFen, dueAt, payment, lapse } = fee;
  return { state: payment !== null ? "paid" : lapse !== null ? "lapsed" : "due", totalFen, dueAt };
}

export function summariseCertificate(current: Pick<Case, "result" | "certificates" | "certificatePreparation" | "handOver">): CertificateSummary | null {
  const { result, certificates, certificatePreparation, handOver } = current;
  if (!result?.certificate) return null;
  const { officersNeeded } = result.certificate;
  const valid = findValidCertificate(current);
  const number = (valid ?? certificates.at(-1))?.number ?? null;
  const state = (): CertificateSummary["state"] => {
    if (certificatePreparation !== null) return "prepared";
    if (valid === undefined) return certificates.length === 0 ? "due" : "revoked";
    if (handOver?.certificateNumber === valid.number) return "handed-over";
    return isPrinted(valid) ? "printed" : "issued";
  };
  return { state: state(), officersNeeded, number };
}

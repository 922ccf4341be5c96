import { eq } from "drizzle-orm";
import type { FoundCertificate } from "../../contracts/certificates.ts";
import { certificateStateOn, type CertificateState, type RegisteredCertificate } from "../../domain/certificate/registered-certificate.ts";
import type { PersonId } from "../../domain/ids.ts";
import { regionDateOf, type RegionDate } from "../../domain/time/instant.ts";
import { writeAudit } from "../accounts/audit.ts";
import type { Centre } from "../centre.ts";
import type { Queryable } from "../database/connection.ts";
import { certificates, registers } from "../database/certificate-schema.ts";
import { findCertificates } from "./certificate-rows.ts";

/**
 * The register's answer to another department (R-CERT-4, R-RECV-9). It is about people, so who asked for what is written to the audit.
 */
export async function lookUpCertificates(
  centre: Centre,
  query: { number?: string | undefined; holder?: string | undefined; register?: string | undefined },
  askedBy: PersonId,
): Promise<FoundCertificate[]> {
  const { number, holder, register } = query;
  const found = await findCertificates(centre.database, { ...(number && { number }), ...(holder && { holderIdentityNumber: holder }), ...(register && { register }) });
  await writeAudit(centre.database, centre, { personId: askedBy, act: "look-up-certificates", subject: number ?? holder ?? "", details: { ...query, foundCount: found.length } });
  return found.map((certificate) => withState(certificate, regionDateOf(centre.now())));
}

export function withState(certificate: RegisteredCertificate, today: RegionDate): FoundCertificate {
  return { ...certificate, state: certificateStateOn(certificate, today) };
}

/**
 * Why a certificate cannot stand in for a material (R-RECV-9): its state, or `unknown`. Undefined when it can, and for a register that
 * is not kept here: then the clerk who saw the certificate answers for it.
 */
export async function findReferenceProblem(
  database: Queryable,
  { register, certificateNumber }: { register: string; certificateNumber: string },
  today: RegionDate,
): Promise<Exclude<CertificateState, "valid"> | "unknown" | undefined> {
  const found = await findCertificates(database, { register, number: certificateNumber });
  const states = found.map((certificate) => certificateStateOn(certificate, today));
  if (states.includes("valid")) return undefined;
  const [state] = states;
  if (state !== undefined && state !== "valid") return state;
  return (await isKeptHere(database, register)) ? "unknown" : undefined;
}

async function isKeptHere(database: Queryable, register: string): Promise<boolean> {
  const [defined] = await database.select({ register: registers.register }).from(registers).where(eq(registers.register, register)).limit(1);
  if (defined !== undefined) return true;
  const [issued] = await database.select({ register: certificates.register }).from(certificates).where(eq(certificates.register, register)).limit(1);
  return issued !== undefined;
}

import { X509Certificate } from "node:crypto";

/** Undefined for bytes that are no certificate. */
export function findCertificate(der: Uint8Array): X509Certificate | undefined {
  try {
    return new X509Certificate(der);
  } catch {
    return undefined;
  }
}

/** The common name of whose certificate it is; null for one that names nobody or cannot be read. */
export function findHolder(der: Uint8Array): string | null {
  return findCertificate(der)?.subject.split("\n").find((line) => line.startsWith("CN="))?.slice("CN=".length).trim() ?? null;
}

/** The signer's certificate first, then each one's issuer as far as the card has them. What is no certificate is left out. */
export function orderChain(certificate: Uint8Array, others: readonly Uint8Array[]): Uint8Array[] {
  const chain = [certificate];
  const candidates = others.flatMap((der) => {
    const parsed = findCertificate(der);
    return parsed ? [{ der, parsed }] : [];
  });
  let last = findCertificate(certificate);
  while (last && candidates.length > 0) {
    const subject: X509Certificate = last;
    const index = subject.checkIssued(subject) ? -1 : candidates.findIndex(({ parsed }) => subject.checkIssued(parsed));
    const [issuer] = index < 0 ? [] : candidates.splice(index, 1);
    if (!issuer) break;
    chain.push(issuer.der);
    last = issuer.parsed;
  }
  return chain;
}

const keyUsageOid = Buffer.from("0603551d0f", "hex");
const critical = Buffer.from("0101ff", "hex");
const digitalSignatureBit = 0x80;

/** Whether its key is meant for signatures; a certificate that says nothing about its use may be used so. */
export function isForSignatures(der: Uint8Array): boolean {
  const bytes = Buffer.from(der.buffer, der.byteOffset, der.byteLength);
  const at = bytes.indexOf(keyUsageOid);
  if (at < 0) return true;
  const afterOid = at + keyUsageOid.length;
  const value = afterOid + (bytes.subarray(afterOid, afterOid + critical.length).equals(critical) ? critical.length : 0);
  // OCTET STRING { BIT STRING { unused bits, first byte … } }
  return ((bytes[value + 5] ?? 0) & digitalSignatureBit) !== 0;
}

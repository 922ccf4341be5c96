import { isSameBytes } from "./der.ts";
import type { ReadX509 } from "./x509.ts";

/**
 * The certificates from the signer's up to one of the trusted roots, each signed by the next; null when they lead to none. What a
 * file carries besides is never trusted: every certificate in it must be part of the way, or the answer is null too.
 */
export function findTrustedChain(signer: ReadX509, carried: readonly ReadX509[], roots: readonly ReadX509[]): ReadX509[] | null {
  const chain = [signer];
  const unused = new Set(carried);
  for (;;) {
    const last = chain.at(-1)!;
    const root = roots.find((candidate) => isSameBytes(candidate.der, last.der) || isIssuerOf(candidate, last));
    if (root !== undefined) {
      for (const other of unused) if (isSameBytes(other.der, root.der)) unused.delete(other);
      if (!isSameBytes(root.der, last.der)) chain.push(root);
      return unused.size === 0 ? chain : null;
    }
    const issuer = [...unused].find((candidate) => isIssuerOf(candidate, last));
    if (issuer === undefined) return null;
    unused.delete(issuer);
    chain.push(issuer);
  }
}

function isIssuerOf(issuer: ReadX509, subject: ReadX509): boolean {
  return issuer.x509.ca && isSameBytes(issuer.subjectDer, subject.issuerDer) && subject.x509.verify(issuer.publicKey);
}

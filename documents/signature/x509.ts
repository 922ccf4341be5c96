import { X509Certificate, type KeyObject } from "node:crypto";
import { derChildren, DerError, derTag, isSameBytes, readDer, type DerElement } from "./der.ts";
import { oid } from "./object-identifiers.ts";

/** What a signature needs of an X.509 certificate, its names and numbers as the bytes the issuer wrote. */
export interface ReadX509 {
  readonly der: Uint8Array;
  readonly x509: X509Certificate;
  readonly publicKey: KeyObject;
  readonly issuerDer: Uint8Array;
  readonly subjectDer: Uint8Array;
  readonly serialNumberDer: Uint8Array;
  readonly commonName: string;
  readonly organization: string | null;
  readonly validFromMs: number;
  readonly validUntilMs: number;
  /** May sign documents: digital signature or content commitment, and no authority. */
  readonly maySignDocuments: boolean;
}

/** Throws `DerError` for bytes that are no X.509 certificate. */
export function readX509(der: Uint8Array): ReadX509 {
  const [body] = derChildren(readDer(der, derTag.sequence));
  if (body === undefined) throw new DerError("no certificate");
  const fields = derChildren(body);
  const start = fields[0]?.tag === 0xa0 ? 1 : 0;
  const [serialNumber, , issuer, , subject] = fields.slice(start);
  if (serialNumber?.tag !== derTag.integer || issuer === undefined || subject === undefined) throw new DerError("no certificate");
  const { x509, publicKey } = open(der);
  return {
    der,
    x509,
    publicKey,
    issuerDer: issuer.bytes,
    subjectDer: subject.bytes,
    serialNumberDer: serialNumber.bytes,
    commonName: findName(subject, oid.commonName) ?? "",
    organization: findName(subject, oid.organization),
    validFromMs: x509.validFromDate.getTime(),
    validUntilMs: x509.validToDate.getTime(),
    maySignDocuments: !x509.ca && hasSigningUsage(fields.find(({ tag }) => tag === 0xa3)),
  };
}

/** With its key at once: a damaged one is found out only when the key is asked for. */
function open(der: Uint8Array): { x509: X509Certificate; publicKey: KeyObject } {
  try {
    const x509 = new X509Certificate(der);
    return { x509, publicKey: x509.publicKey };
  } catch (cause) {
    throw new DerError("no certificate", { cause });
  }
}

/** The first of that type in a Name. */
export function findName(name: DerElement, type: Uint8Array): string | null {
  for (const set of derChildren(name)) {
    for (const attribute of derChildren(set)) {
      const [attributeType, value] = derChildren(attribute);
      if (attributeType === undefined || value === undefined || !isSameBytes(attributeType.bytes, type)) continue;
      // BMPString (1e) is how older Chinese authorities write names.
      return value.tag === 0x1e ? Buffer.from(value.content).swap16().toString("utf16le") : Buffer.from(value.content).toString("utf8");
    }
  }
  return null;
}

/** Bits 0 and 1 of the key usage. */
function hasSigningUsage(extensions: DerElement | undefined): boolean {
  const list = extensions === undefined ? undefined : derChildren(extensions)[0];
  for (const extension of list === undefined ? [] : derChildren(list)) {
    const parts = derChildren(extension);
    const value = parts.at(-1);
    if (value === undefined || !isSameBytes(parts[0]!.bytes, oid.keyUsage)) continue;
    return ((readDer(value.content, derTag.bitString).content[1] ?? 0) & 0xc0) !== 0;
  }
  return false;
}

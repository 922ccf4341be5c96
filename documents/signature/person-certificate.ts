import { verify } from "node:crypto";
import { personIdSchema, type PersonId } from "../../domain/ids.ts";
import { instantOf, type Instant } from "../../domain/time/instant.ts";
import { derChildren, DerError, derFields, derTag, isSameBytes, readDer, type DerElement } from "./der.ts";
import { certificateAlgorithms, oid } from "./object-identifiers.ts";
import { findName, readX509, type ReadX509 } from "./x509.ts";

/** What the centre's authority says of a key: whose it is, and from when until when. */
export interface PersonCertificate {
  readonly personId: PersonId;
  readonly name: string;
  readonly officeName: string;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKeyInfo: Uint8Array;
  readonly validFrom: Instant;
  readonly validUntil: Instant;
}

const trustedAuthorities = new Map<string, ReadX509>();

/**
 * Reads a certificate that one of the authorities (X.509 in DER) issued to a person; undefined for anything else. Reads the DER itself:
 * the key may be SM2, which not every program that runs this can open.
 */
export function findPersonCertificate(der: Uint8Array, authorities: readonly Uint8Array[]): PersonCertificate | undefined {
  try {
    const [body, algorithm, signature] = derFields(readDer(der, derTag.sequence), [derTag.sequence, derTag.sequence, derTag.bitString]);
    const [, , , issuer, validity, subject, publicKey] = derFields(body, [0xa0, derTag.integer, derTag.sequence, derTag.sequence, derTag.sequence, derTag.sequence, derTag.sequence, 0xa3]);
    const isIssuedBy = (authority: ReadX509): boolean =>
      authority.x509.ca &&
      isSameBytes(authority.subjectDer, issuer.bytes) &&
      isSameBytes(algorithm.bytes, certificateAlgorithms["ecdsa-p256"]) &&
      signature.content[0] === 0 &&
      verify("sha256", body.bytes, authority.publicKey, signature.content.subarray(1));
    if (!authorities.map(openAuthority).some(isIssuedBy)) return undefined;
    const personId = personIdSchema.safeParse(findName(subject, oid.serialNumber));
    const [from, until] = derChildren(validity).map(instantOfTime);
    if (!personId.success || from === undefined || until === undefined) return undefined;
    return {
      personId: personId.data,
      name: findName(subject, oid.commonName) ?? "",
      officeName: findName(subject, oid.organization) ?? "",
      publicKeyInfo: publicKey.bytes,
      validFrom: from,
      validUntil: until,
    };
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

/** The key of any X.509 certificate, a staff card's for one, and until when it is good: who issued it is not looked at. Throws `DerError`. */
export function readKeyOfCertificate(certificate: Uint8Array): { publicKeyInfo: Uint8Array; validUntil: Instant } {
  const [body] = derFields(readDer(certificate, derTag.sequence), [derTag.sequence, derTag.sequence, derTag.bitString]);
  const fields = derChildren(body);
  const [, , , validity, , info] = fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
  if (validity?.tag !== derTag.sequence || info?.tag !== derTag.sequence) throw new DerError("no certificate");
  const [, until] = derChildren(validity);
  if (until === undefined) throw new DerError("no certificate");
  return { publicKeyInfo: info.bytes, validUntil: instantOfTime(until) };
}

function openAuthority(der: Uint8Array): ReadX509 {
  const name = Buffer.from(der).toString("base64");
  const known = trustedAuthorities.get(name) ?? readX509(der);
  trustedAuthorities.set(name, known);
  return known;
}

/** UTCTime until 2049, GeneralizedTime after, both to the second in UTC. */
function instantOfTime({ tag, content }: DerElement): Instant {
  const text = Buffer.from(content).toString("latin1");
  const digits = tag === derTag.utcTime ? `20${text}` : text;
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(digits) ?? [];
  const epochMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`);
  if (Number.isNaN(epochMs)) throw new DerError("time");
  return instantOf(epochMs);
}

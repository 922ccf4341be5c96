import { createHash, createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { epochMsOf, type Instant } from "../../domain/time/instant.ts";
import { derContext, derInteger, derOf, derSequence, derSet, derTag } from "./der.ts";
import { certificateAlgorithms, oid } from "./object-identifiers.ts";
import { algorithmOf, createSoftwareSigner, type PdfSignatureAlgorithm, type PdfSigner } from "./signer.ts";
import { readX509 } from "./x509.ts";

/**
 * An authority of one's own that issues certificates for keys: the centre's for the keys its people sign with, others for trials and
 * tests. A seal with legal force gets its certificate from a licensed authority instead.
 */
export interface Authority {
  readonly certificate: Uint8Array;
  /** Below itself: another authority. */
  issueAuthority(subject: SubjectName, serialNumber: Uint8Array, validity: Validity): Authority;
  /** A new software key with its certificate, whose chain leads up to but not to the root. */
  issueSigner(subject: SubjectName, serialNumber: Uint8Array, validity: Validity, algorithm?: PdfSignatureAlgorithm): PdfSigner;
  /**
   * For a key held elsewhere, a box, a card or a store, given as SubjectPublicKeyInfo in DER and of whatever kind: its certificate and
   * those above it, in DER, up to but not to the root.
   */
  certify(publicKeyInfo: Uint8Array, subject: SubjectName, serialNumber: Uint8Array, validity: Validity): Uint8Array[];
}

export interface SubjectName {
  commonName: string;
  organization: string;
  /** The id by which the organization knows the person, where a person is meant. */
  personId?: string;
}

export interface Validity {
  from: Instant;
  until: Instant;
}

/** A root with a new P-256 key, or with one the caller made to keep. */
export function createRootAuthority(subject: SubjectName, serialNumber: Uint8Array, validity: Validity, privateKey = generateKey("ecdsa-p256")): Authority {
  const issuer = { name: nameOf(subject), privateKey };
  const certificate = writeX509({ issuer, subject: issuer.name, publicKeyInfo: publicInfoOf(privateKey), serialNumber, validity, isAuthority: true });
  return authorityOf(certificate, privateKey, []);
}

/** A root made before, from its certificate in DER and its key. */
export function openRootAuthority(certificate: Uint8Array, privateKey: KeyObject): Authority {
  return authorityOf(certificate, privateKey, []);
}

function authorityOf(certificate: Uint8Array, privateKey: KeyObject, chain: readonly Uint8Array[]): Authority {
  const issuer = { name: readX509(certificate).subjectDer, privateKey };
  const issue = (subject: SubjectName, publicKeyInfo: Uint8Array, serialNumber: Uint8Array, validity: Validity, isAuthority: boolean) =>
    writeX509({ issuer, subject: nameOf(subject), publicKeyInfo, serialNumber, validity, isAuthority });
  const certify: Authority["certify"] = (publicKeyInfo, subject, serialNumber, validity) => [issue(subject, publicKeyInfo, serialNumber, validity, false), ...chain];
  return {
    certificate,
    certify,
    issueAuthority: (subject, serialNumber, validity) => {
      const key = generateKey("ecdsa-p256");
      const issued = issue(subject, publicInfoOf(key), serialNumber, validity, true);
      return authorityOf(issued, key, [issued, ...chain]);
    },
    issueSigner: (subject, serialNumber, validity, algorithm = "ecdsa-p256") => {
      const key = generateKey(algorithm);
      return createSoftwareSigner(key, certify(publicInfoOf(key), subject, serialNumber, validity));
    },
  };
}

/** A key as a certificate holds it: SubjectPublicKeyInfo in DER, of the public key or of a private one's public half. */
export function publicInfoOf(key: KeyObject): Uint8Array {
  return (key.type === "public" ? key : createPublicKey(key)).export({ type: "spki", format: "der" });
}

function generateKey(algorithm: PdfSignatureAlgorithm): KeyObject {
  return algorithm === "rsa-pkcs1" ? generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey : generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
}

interface X509Parts {
  issuer: { name: Uint8Array; privateKey: KeyObject };
  subject: Uint8Array;
  publicKeyInfo: Uint8Array;
  serialNumber: Uint8Array;
  validity: Validity;
  isAuthority: boolean;
}

function writeX509({ issuer, subject, publicKeyInfo, serialNumber, validity, isAuthority }: X509Parts): Uint8Array {
  const algorithm = algorithmOf(issuer.privateKey);
  const isTrue = derOf(derTag.boolean, Uint8Array.of(0xff));
  const extension = (type: Uint8Array, isCritical: boolean, value: Uint8Array) => derSequence(type, ...(isCritical ? [isTrue] : []), derOf(derTag.octetString, value));
  // keyCertSign and cRLSign for an authority; digitalSignature and contentCommitment for a signer.
  const keyUsage = derOf(derTag.bitString, isAuthority ? Uint8Array.of(1, 0x06) : Uint8Array.of(6, 0xc0));
  const extensions = [
    extension(oid.basicConstraints, true, derSequence(...(isAuthority ? [isTrue] : []))),
    extension(oid.keyUsage, true, keyUsage),
    extension(oid.subjectKeyIdentifier, false, derOf(derTag.octetString, keyIdentifier(publicKeyInfo))),
    extension(oid.authorityKeyIdentifier, false, derSequence(derOf(0x80, keyIdentifier(publicInfoOf(issuer.privateKey))))),
  ];
  const body = derSequence(
    derContext(0, derInteger(Uint8Array.of(2))),
    derInteger(serialNumber),
    certificateAlgorithms[algorithm],
    issuer.name,
    derSequence(timeOf(validity.from), timeOf(validity.until)),
    subject,
    publicKeyInfo,
    derContext(3, derSequence(...extensions)),
  );
  const signature = sign("sha256", body, issuer.privateKey);
  return derSequence(body, certificateAlgorithms[algorithm], derOf(derTag.bitString, Uint8Array.of(0), signature));
}

function keyIdentifier(keyInfo: Uint8Array): Uint8Array {
  return createHash("sha256").update(keyInfo).digest().subarray(0, 20);
}

function nameOf({ commonName, organization, personId }: SubjectName): Uint8Array {
  const part = (type: Uint8Array, tag: number, value: string) => derSet(derSequence(type, derOf(tag, Buffer.from(value, "utf8"))));
  return derSequence(
    part(oid.country, derTag.printableString, "CN"),
    part(oid.organization, derTag.utf8String, organization),
    part(oid.commonName, derTag.utf8String, commonName),
    ...(personId === undefined ? [] : [part(oid.serialNumber, derTag.printableString, personId)]),
  );
}

/** UTCTime until 2049, as X.509 demands. */
function timeOf(instant: Instant): Uint8Array {
  const digits = new Date(epochMsOf(instant)).toISOString().replace(/\.\d+Z$/, "Z").replace(/[-:T]/g, "");
  return Number(digits.slice(0, 4)) < 2050 ? derOf(derTag.utcTime, Buffer.from(digits.slice(2))) : derOf(derTag.generalizedTime, Buffer.from(digits));
}

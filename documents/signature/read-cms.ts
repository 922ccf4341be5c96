import { createHash, verify } from "node:crypto";
import { derChildren, DerError, derFields, derInteger, derOf, derTag, isSameBytes, readDer, type DerElement } from "./der.ts";
import { oid, sha256Algorithm, signatureAlgorithms } from "./object-identifiers.ts";
import { findAlgorithm, type PdfSignatureAlgorithm } from "./signer.ts";
import { readX509, type ReadX509 } from "./x509.ts";

/** A detached signature, taken apart. */
export interface ReadCms {
  readonly documentDigest: Uint8Array;
  readonly signer: ReadX509;
  /** The other certificates it carries. */
  readonly others: readonly ReadX509[];
  readonly algorithm: PdfSignatureAlgorithm;
  readonly signedAttributesDer: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * Takes apart what `buildCms` builds, and nothing looser: one signer, SHA-256, nothing unsigned beside the signature, and the
 * signer's certificate the one its own `signing-certificate-v2` names. Throws `DerError`.
 */
export function readCms(der: Uint8Array): ReadCms {
  const [type, wrapped] = derFields(readDer(der, derTag.sequence), [derTag.oid, 0xa0]);
  demand(isSameBytes(type.bytes, oid.signedData), "not signed data");
  const [version, digests, content, certificates, signerInfos] = derFields(readDer(wrapped.content, derTag.sequence), [derTag.integer, derTag.set, derTag.sequence, 0xa0, derTag.set]);
  demand(isSameBytes(version.bytes, version1), "version");
  demand(isSameBytes(digests.content, sha256Algorithm), "digest algorithms");
  demand(isSameBytes(content.content, oid.data), "content not detached");
  const [info, identity, digest, attributes, algorithm, signature] = derFields(readDer(signerInfos.content, derTag.sequence), [
    derTag.integer,
    derTag.sequence,
    derTag.sequence,
    0xa0,
    derTag.sequence,
    derTag.octetString,
  ]);
  demand(isSameBytes(info.bytes, version1) && isSameBytes(digest.bytes, sha256Algorithm), "signer's version or digest");
  const carried = derChildren(certificates).map(({ bytes }) => readX509(bytes));
  const signer = carried.find((candidate) => isSameBytes(Buffer.concat([candidate.issuerDer, candidate.serialNumberDer]), identity.content));
  if (signer === undefined) throw new DerError("signer's certificate not there");
  const { documentDigest, certificateHash, issuerSerial } = readAttributes(attributes);
  demand(isSameBytes(certificateHash, createHash("sha256").update(signer.der).digest()), "another certificate than signed for");
  if (issuerSerial !== undefined) demand(isIssuerSerialOf(issuerSerial, signer), "another issuer than signed for");
  return {
    documentDigest,
    signer,
    others: carried.filter((other) => other !== signer),
    algorithm: algorithmNamed(algorithm),
    signedAttributesDer: derOf(derTag.set, attributes.content),
    signature: signature.content,
  };
}

/** Whether the signature over the attributes is by the signer's key. */
export function isSignatureRight(cms: ReadCms): boolean {
  const { publicKey } = cms.signer;
  return findAlgorithm(publicKey) === cms.algorithm && verify("sha256", cms.signedAttributesDer, publicKey, cms.signature);
}

const version1 = derInteger(Uint8Array.of(1));

/** Not `require`: a bundle for Node declares that itself. */
function demand(isSo: boolean, otherwise: string): asserts isSo {
  if (!isSo) throw new DerError(otherwise);
}

function algorithmNamed({ bytes }: DerElement): PdfSignatureAlgorithm {
  for (const name of ["rsa-pkcs1", "ecdsa-p256"] as const) if (isSameBytes(signatureAlgorithms[name], bytes)) return name;
  throw new DerError("signature algorithm");
}

function readAttributes(attributes: DerElement): { documentDigest: Uint8Array; certificateHash: Uint8Array; issuerSerial: DerElement | undefined } {
  const values = new Map<string, DerElement>();
  for (const attribute of derChildren(attributes)) {
    const [type, set] = derFields(readDer(attribute.bytes, derTag.sequence), [derTag.oid, derTag.set]);
    const [value, second] = derChildren(set);
    const key = Buffer.from(type.bytes).toString("hex");
    if (value === undefined || second !== undefined || values.has(key)) throw new DerError("attribute");
    values.set(key, value);
  }
  const get = (type: Uint8Array): DerElement => {
    const value = values.get(Buffer.from(type).toString("hex"));
    if (value === undefined) throw new DerError("attribute missing");
    return value;
  };
  demand(isSameBytes(get(oid.contentType).bytes, oid.data), "content type");
  const [identities] = derFields(readDer(get(oid.signingCertificateV2).bytes, derTag.sequence), [derTag.sequence]);
  const [first] = derChildren(identities);
  if (first === undefined) throw new DerError("no signing certificate");
  // The hash's algorithm may stand in front; left out, it is SHA-256.
  const parts = derChildren(first);
  if (parts[0]?.tag === derTag.sequence) demand(isSameBytes(parts.shift()!.bytes, sha256Algorithm), "certificate's hash");
  const [hash, issuerSerial] = parts;
  if (hash?.tag !== derTag.octetString) throw new DerError("certificate's hash");
  return { documentDigest: readDer(get(oid.messageDigest).bytes, derTag.octetString).content, certificateHash: hash.content, issuerSerial };
}

function isIssuerSerialOf(issuerSerial: DerElement, signer: ReadX509): boolean {
  const [names, serialNumber] = derFields(issuerSerial, [derTag.sequence, derTag.integer]);
  const [directoryName] = derFields(names, [0xa4]);
  return isSameBytes(directoryName.content, signer.issuerDer) && isSameBytes(serialNumber.bytes, signer.serialNumberDer);
}

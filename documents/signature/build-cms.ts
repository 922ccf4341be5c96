import { createHash } from "node:crypto";
import { derContext, derInteger, derOf, derSequence, derSet, derTag } from "./der.ts";
import { oid, sha256Algorithm, signatureAlgorithms } from "./object-identifiers.ts";
import type { PdfSigner } from "./signer.ts";
import { readX509, type ReadX509 } from "./x509.ts";

/**
 * A detached CMS signature as PAdES B-B asks for (ETSI EN 319 142-1): content type, digest and `signing-certificate-v2` signed, no
 * signing time among them (a PDF says it in `/M`). `documentDigest` is SHA-256. Rejects with what the signer rejects with, or
 * throws `DerError` for a chain that is none.
 *
 * The issuer's name is copied from the certificate: written anew, a name in another string type no longer matches.
 */
export async function buildCms(documentDigest: Uint8Array, signer: PdfSigner): Promise<Uint8Array> {
  const own = readX509(signer.certificateChain[0]!);
  const attributes = buildSignedAttributes(documentDigest, own);
  const signature = await signer.sign(attributes);
  const version1 = derInteger(Uint8Array.of(1));
  const signerInfo = derSequence(
    version1,
    derSequence(own.issuerDer, own.serialNumberDer),
    sha256Algorithm,
    Buffer.concat([Uint8Array.of(0xa0), attributes.subarray(1)]),
    signatureAlgorithms[signer.algorithm],
    derOf(derTag.octetString, signer.algorithm === "ecdsa-p256" ? ecdsaValue(signature) : signature),
  );
  return derSequence(
    oid.signedData,
    derContext(
      0,
      derSequence(
        version1,
        derSet(sha256Algorithm),
        derSequence(oid.data),
        derContext(0, ...signer.certificateChain.toSorted((one, other) => Buffer.compare(one, other))),
        derSet(signerInfo),
      ),
    ),
  );
}

/** The attributes as the SET OF that is signed. */
function buildSignedAttributes(documentDigest: Uint8Array, own: ReadX509): Uint8Array {
  const certificateHash = createHash("sha256").update(own.der).digest();
  const directoryName = derContext(4, own.issuerDer);
  const certificateId = derSequence(derOf(derTag.octetString, certificateHash), derSequence(derSequence(directoryName), own.serialNumberDer));
  return derSet(
    derSequence(oid.contentType, derSet(oid.data)),
    derSequence(oid.messageDigest, derSet(derOf(derTag.octetString, documentDigest))),
    derSequence(oid.signingCertificateV2, derSet(derSequence(derSequence(certificateId)))),
  );
}

/** r‖s as CMS wants it. */
function ecdsaValue(signature: Uint8Array): Uint8Array {
  const half = signature.length / 2;
  return derSequence(derInteger(signature.subarray(0, half)), derInteger(signature.subarray(half)));
}

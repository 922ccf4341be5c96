import { createHash } from "node:crypto";
import { PDFContext, PDFHexString, PDFName, PDFRef, type PDFDict, type PDFObject } from "pdf-lib";
import { Failure } from "../../domain/failure.ts";
import { epochMsOf, type Instant } from "../../domain/time/instant.ts";
import { buildCms } from "./build-cms.ts";
import { appendRevision, arrayOf, nextObjectNumber, PdfObjects } from "./pdf-revision.ts";
import type { PdfSigner } from "./signer.ts";
import { readX509 } from "./x509.ts";

export interface SignatureRequest {
  signer: PdfSigner;
  /** Said, not proved: PAdES B-B has no time stamp. */
  signedAt: Instant;
  /** Why it was signed, shown by viewers. */
  reason: string;
  /** Kept in the signature, so that a verifier knows which entry of the register to look up. */
  certificateNumber: string;
  /** Where a click shows the signature: 0-based page and points from the lower left corner. Nothing is drawn there. */
  place: { pageIndex: number; rectPt: readonly [number, number, number, number] } | null;
}

/** The signature dictionary's own entry for the certificate's number. */
export const certificateNumberKey = "YichuangCertificateNumber";

/** Room for the attributes, the signature and the structure around them, beside the certificates. */
const cmsRoomBytes = 1500;
const byteRangeRoom = 40;

/**
 * Signs the whole file (PAdES B-B, R-CERT-2) in a revision of its own behind it: signatures already there stay valid. A PDF has no
 * certifying signature (DocMDP), which would forbid the next one. Rejects with `pdf-unreadable`, `signature-too-long` or what the
 * signer rejects with; the bytes handed in are never changed.
 */
export async function signPdf(bytes: Uint8Array, request: SignatureRequest): Promise<Uint8Array> {
  const room = request.signer.certificateChain.reduce((sum, certificate) => sum + certificate.length, cmsRoomBytes);
  const signed = appendSignatureField(bytes, request, room);
  const gapStart = signed.indexOf(`<${"0".repeat(room * 2)}>`, bytes.length);
  const gapEnd = gapStart + room * 2 + 2;
  const byteRange = `[0 ${gapStart} ${gapEnd} ${signed.length - gapEnd}]`.padEnd(byteRangeRoom);
  signed.write(byteRange, signed.indexOf("/ByteRange", bytes.length) + "/ByteRange ".length, "latin1");
  const digest = createHash("sha256").update(signed.subarray(0, gapStart)).update(signed.subarray(gapEnd)).digest();
  const cms = await buildCms(digest, request.signer);
  if (cms.length > room) throw new Failure("signature-too-long", { details: { lengthBytes: cms.length, roomBytes: room } });
  signed.write(Buffer.from(cms).toString("hex"), gapStart + 1, "latin1");
  return signed;
}

function appendSignatureField(bytes: Uint8Array, request: SignatureRequest, room: number): Buffer {
  const objects = new PdfObjects(bytes);
  const context = PDFContext.create();
  const first = nextObjectNumber(objects);
  const [signatureRef, fieldRef, appearanceRef] = [PDFRef.of(first), PDFRef.of(first + 1), PDFRef.of(first + 2)];
  const changed = new Map<number, PDFObject | string>();

  const catalogRef = objects.trailer.get(PDFName.of("Root")) as PDFRef;
  const catalog = objects.getDict(catalogRef);
  const formEntry = catalog.get(PDFName.of("AcroForm"));
  const form = formEntry === undefined ? context.obj({ Fields: [] }) : objects.getDict(formEntry);
  const fields = arrayOf(objects.get(form.get(PDFName.of("Fields"))));
  form.set(PDFName.of("Fields"), context.obj([...fields, fieldRef]));
  form.set(PDFName.of("SigFlags"), context.obj(3));
  catalog.set(PDFName.of("AcroForm"), form);
  changed.set(catalogRef.objectNumber, catalog);

  const pageRef = objects.pageRefs()[request.place?.pageIndex ?? 0];
  if (pageRef === undefined) throw new Failure("pdf-unreadable", { details: { what: "no such page" } });
  const page = objects.getDict(pageRef);
  const annotations = page.get(PDFName.of("Annots"));
  page.set(PDFName.of("Annots"), context.obj([...(annotations === undefined ? [] : arrayOf(objects.get(annotations))), fieldRef]));
  changed.set(pageRef.objectNumber, page);

  changed.set(signatureRef.objectNumber, signatureDictionary(request, room));
  changed.set(fieldRef.objectNumber, fieldDictionary(context, request, { pageRef, signatureRef, appearanceRef, name: `Signature${fields.length + 1}` }));
  const [left, bottom, right, top] = request.place?.rectPt ?? [0, 0, 0, 0];
  changed.set(appearanceRef.objectNumber, `<< /Type /XObject /Subtype /Form /BBox [0 0 ${right - left} ${top - bottom}] /Resources << >> /Length 0 >>\nstream\n\nendstream`);
  return appendRevision(objects, changed);
}

/** Printed with the page, locked, and empty: the seal itself is in the page, where every viewer shows it. */
function fieldDictionary(
  context: PDFContext,
  { place }: SignatureRequest,
  { pageRef, signatureRef, appearanceRef, name }: { pageRef: PDFRef; signatureRef: PDFRef; appearanceRef: PDFRef; name: string },
): PDFDict {
  const dictionary = context.obj({ Type: "Annot", Subtype: "Widget", FT: "Sig", F: 132, Rect: [...(place?.rectPt ?? [0, 0, 0, 0])], P: pageRef, V: signatureRef, AP: { N: appearanceRef } });
  dictionary.set(PDFName.of("T"), PDFHexString.fromText(name));
  return dictionary;
}

/** Written out by hand: the length of the two places filled in later must be known. */
function signatureDictionary({ signer, signedAt, reason, certificateNumber }: SignatureRequest, room: number): string {
  const own = readX509(signer.certificateChain[0]!);
  const text = (value: string): string => PDFHexString.fromText(value).toString();
  return [
    "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached",
    `/Name ${text(own.commonName)}`,
    `/Reason ${text(reason)}`,
    `/M (${pdfDate(signedAt)})`,
    `/${certificateNumberKey} ${text(certificateNumber)}`,
    `/ByteRange ${" ".repeat(byteRangeRoom)}`,
    `/Contents <${"0".repeat(room * 2)}>`,
    ">>",
  ].join("\n");
}

function pdfDate(instant: Instant): string {
  return `D:${new Date(epochMsOf(instant)).toISOString().slice(0, 19).replace(/[-:T]/g, "")}Z`;
}

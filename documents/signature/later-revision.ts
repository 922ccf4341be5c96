import { PDFArray, PDFDict, PDFName, PDFRawStream, PDFRef, type PDFObject } from "pdf-lib";
import { isFailure } from "../../domain/failure.ts";
import { numberOf, PdfObjects } from "./pdf-revision.ts";

/**
 * Looks at what was added after a signature: only another signature's field, without any drawing, may be. Answers what else was
 * changed (an object's number, or `unreadable`), or null. Without this whoever also holds a seal could put other words over a
 * certificate and sign again.
 */
export function findForbiddenChange(before: Uint8Array, after: Uint8Array): string | null {
  try {
    const earlier = new PdfObjects(before);
    const later = new PdfObjects(after);
    const isPage = new Set(earlier.pageRefs().map((ref) => ref.objectNumber));
    const catalogRef = earlier.trailer.get(PDFName.of("Root"));
    if (!(catalogRef instanceof PDFRef) || later.trailer.get(PDFName.of("Root")) !== catalogRef) return "trailer";
    for (const [objectNumber, offset] of later.entries()) {
      if (earlier.findOffset(objectNumber) === offset) continue;
      const ref = PDFRef.of(objectNumber);
      const isNew = earlier.findOffset(objectNumber) === undefined;
      const isAllowed = isNew
        ? isSignaturePart(later, ref)
        : isPage.has(objectNumber)
          ? isSameBut(earlier.getDict(ref), later.getDict(ref), "Annots", (old, now) => isLonger(earlier, later, old, now))
          : objectNumber === catalogRef.objectNumber && isSameBut(earlier.getDict(ref), later.getDict(ref), "AcroForm", (old, now) => isFormLonger(earlier, later, old, now));
      if (!isAllowed) return String(objectNumber);
    }
    return null;
  } catch (error) {
    if (isFailure(error, "pdf-unreadable")) return "unreadable";
    throw error;
  }
}

/** The signature, its field, or the field's empty appearance. */
function isSignaturePart(objects: PdfObjects, ref: PDFRef): boolean {
  const object = objects.get(ref);
  if (object instanceof PDFRawStream) return object.contents.length === 0 || object.getContentsString().trim() === "";
  if (!(object instanceof PDFDict)) return false;
  return isName(object, "Type", "Sig") || isSignatureField(object);
}

function isSignatureField(field: PDFDict): boolean {
  return isName(field, "Subtype", "Widget") && isName(field, "FT", "Sig") && !field.has(PDFName.of("AA")) && !field.has(PDFName.of("A")) && !field.has(PDFName.of("MK"));
}

function isName(dictionary: PDFDict, key: string, name: string): boolean {
  return dictionary.get(PDFName.of(key)) === PDFName.of(name);
}

function isSameBut(earlier: PDFDict, later: PDFDict, key: string, isKeyAllowed: (old: PDFObject | undefined, now: PDFObject | undefined) => boolean): boolean {
  const bare = (dictionary: PDFDict): string => {
    const copy = dictionary.clone();
    copy.delete(PDFName.of(key));
    return copy.toString();
  };
  return bare(earlier) === bare(later) && isKeyAllowed(earlier.get(PDFName.of(key)), later.get(PDFName.of(key)));
}

/** The old list with signature fields behind it. */
function isLonger(earlier: PdfObjects, later: PdfObjects, old: PDFObject | undefined, now: PDFObject | undefined): boolean {
  const oldList = old === undefined ? [] : listOf(earlier.get(old));
  const list = listOf(later.get(now));
  return oldList.every((entry, index) => list[index]?.toString() === entry.toString()) && list.slice(oldList.length).every((entry) => isSignatureField(later.getDict(entry)));
}

function isFormLonger(earlier: PdfObjects, later: PdfObjects, old: PDFObject | undefined, now: PDFObject | undefined): boolean {
  if (old === undefined || now === undefined) return false;
  const oldForm = earlier.getDict(old);
  const form = later.getDict(now);
  return numberOf(form.get(PDFName.of("SigFlags"))) === 3 && isSameBut(oldForm, form, "Fields", (oldFields, fields) => isLonger(earlier, later, oldFields, fields));
}

function listOf(object: PDFObject): PDFObject[] {
  return object instanceof PDFArray ? object.asArray() : [];
}

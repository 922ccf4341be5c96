import { PDFContext, PDFDict, PDFHexString, PDFName, PDFObjectParser, PDFString } from "pdf-lib";
import { instantOf, type Instant } from "../../domain/time/instant.ts";
import { certificateNumberKey } from "./sign-pdf.ts";
import type { SignatureSlot } from "./signature-slots.ts";

/** What a signature's dictionary says in words, each null when it does not. */
export interface SignatureWords {
  signedAt: Instant | null;
  reasonGiven: string | null;
  certificateNumber: string | null;
}

/** Reads the dictionary the slot's `/ByteRange` stands in. */
export function readSignatureWords(bytes: Uint8Array, slot: SignatureSlot): SignatureWords {
  const dictionary = findDictionary(bytes, slot);
  const textOf = (key: string): string | null => {
    const entry = dictionary?.get(PDFName.of(key));
    return entry instanceof PDFString || entry instanceof PDFHexString ? entry.decodeText() : null;
  };
  return { signedAt: instantOfPdfDate(textOf("M")), reasonGiven: textOf("Reason"), certificateNumber: textOf(certificateNumberKey) };
}

function findDictionary(bytes: Uint8Array, slot: SignatureSlot): PDFDict | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const marker = file.lastIndexOf(" obj", Math.min(slot.offset, slot.gapStart));
  if (marker === -1) return null;
  // The gap's digits are not looked at: an empty string stands for them.
  const start = marker + " obj".length;
  const text = Buffer.concat([file.subarray(start, slot.gapStart), Buffer.from("<>"), file.subarray(slot.gapEnd, slot.gapEnd + 4000)]);
  try {
    const object = PDFObjectParser.forBytes(text, PDFContext.create()).parseObject();
    return object instanceof PDFDict ? object : null;
  } catch {
    return null;
  }
}

/** `D:20261121083000Z` or with an offset `+08'00'`. */
function instantOfPdfDate(text: string | null): Instant | null {
  const parts = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z(?:00'?00'?)?|([+-])(\d\d)'?(\d\d)?'?)?$/.exec(text ?? "");
  if (parts === null) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  const offsetMinutes = (parts[7] === "-" ? -1 : 1) * (Number(parts[8] ?? 0) * 60 + Number(parts[9] ?? 0));
  const epochMs = Date.UTC(year, month - 1, day, hour, minute, second) - offsetMinutes * 60_000;
  return Number.isNaN(epochMs) ? null : instantOf(epochMs);
}

import type { Instant } from "../../domain/time/instant.ts";
import type { FontBook } from "../fonts/font-book.ts";
import { paintPdf } from "../layout/paint-pdf.ts";
import { millimetresPerPoint } from "../layout/sheet.ts";
import { signPdf } from "../signature/sign-pdf.ts";
import type { PdfSigner } from "../signature/signer.ts";
import type { SealDesign } from "./seal-picture.ts";
import type { SealedSheets, SealPlace } from "./seal-place.ts";

/** What a paper is sealed with, and when. */
export interface IssueOptions {
  seal: SealDesign;
  signer: PdfSigner;
  issuedAt: Instant;
}

/** How the paper is called: by viewers, and in the signature. */
export interface SealedPaper {
  title: string;
  number: string;
  /** What was done by signing: `核发`, `签发`. */
  act: string;
}

/**
 * Sealed sheets as a signed PDF (R-CERT-2): there is no way to a sealed paper without a signature over every byte. Rejects as `paintPdf`
 * and `signPdf` do.
 */
export async function paintSealedPdf({ sheets, sealPlace }: SealedSheets, fonts: FontBook, { title, number, act }: SealedPaper, { signer, issuedAt }: IssueOptions): Promise<Uint8Array> {
  const bytes = await paintPdf(sheets, fonts, { title, createdAt: issuedAt });
  return signPdf(bytes, {
    signer,
    signedAt: issuedAt,
    reason: `${act}${title}，编号：${number}`,
    certificateNumber: number,
    place: sealPlace === null ? null : { pageIndex: sealPlace.sheetIndex, rectPt: rectangleOf(sealPlace, sheets[sealPlace.sheetIndex]!.heightMm) },
  });
}

function rectangleOf({ xMm, yMm, widthMm, heightMm }: SealPlace, sheetHeightMm: number): readonly [number, number, number, number] {
  const pt = (mm: number): number => Math.round((mm / millimetresPerPoint) * 100) / 100;
  return [pt(xMm), pt(sheetHeightMm - yMm - heightMm), pt(xMm + widthMm), pt(sheetHeightMm - yMm)];
}

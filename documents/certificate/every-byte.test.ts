import { expect, it } from "vitest";
import { instantOf } from "../../domain/time/instant.ts";
import { FontBook } from "../fonts/font-book.ts";
import { bundledFontFiles } from "../fonts/font-files.ts";
import { createRootAuthority } from "../signature/authority.ts";
import type { PdfSigner } from "../signature/signer.ts";
import { verifyPdf, type VerificationOptions } from "../signature/verify-pdf.ts";
import type { CertificateContent } from "./certificate-content.ts";
import { issueCertificate } from "./certificate-pdf.ts";
import { sampleContents, sampleSeal } from "./sample-contents.ts";
import { parseCertificateTemplate } from "./template.ts";

/** R-CERT-2: a changed byte shows. */

const at = (day: string) => instantOf(Date.parse(`${day}T01:00:00.000Z`));
const validity = { from: at("2026-01-01"), until: at("2029-01-01") };
const root = createRootAuthority({ commonName: "根证书", organization: "江苏省" }, Uint8Array.of(1), validity);
const middle = root.issueAuthority({ commonName: "电子印章中心", organization: "南京市" }, Uint8Array.of(2), validity);
const name = { commonName: "南京市行政审批局审批专用章", organization: "南京市行政审批局" };
const options: VerificationOptions = { trustRoots: [root.certificate], revocations: [], now: at("2026-11-22") };
const fonts = new FontBook(bundledFontFiles());

/** A certificate of few words, so that each of its bytes can have its turn. */
const small: CertificateContent = {
  ...sampleContents["publication-licence"],
  template: parseCertificateTemplate({
    code: "small",
    version: 1,
    title: "许可证",
    page: { widthMm: 210, heightMm: 148 },
    elements: [
      { kind: "text", name: "证名", box: { xMm: 20, yMm: 20, widthMm: 170, heightMm: 20 }, text: "许可证", style: { role: "body", sizePt: 30, align: "center" } },
      { kind: "qr", xMm: 30, yMm: 100, sizeMm: 24 },
      { kind: "seal", centreXMm: 140, centreYMm: 100 },
    ],
  }),
};

/** Offsets of single-byte changes that go undetected, or that throw. */
function findUndetected(signed: Uint8Array, offsets: Iterable<number>, changesAt: (offset: number) => readonly number[]): string[] {
  const bytes = Buffer.from(signed);
  const undetected: string[] = [];
  for (const offset of offsets) {
    const original = bytes[offset]!;
    for (const changed of changesAt(offset)) {
      if (changed === original) continue;
      bytes[offset] = changed;
      const { state } = verifyPdf(bytes, options);
      if (state !== "changed" && state !== "unsigned" && state !== "unknown") undetected.push(`${offset}: ${original} → ${changed} is ${state}`);
    }
    bytes[offset] = original;
  }
  return undetected;
}

function* range(from: number, to: number, step = 1): Generator<number> {
  for (let offset = from; offset < to; offset += step) yield offset;
}

const issue = (content: CertificateContent, signer: PdfSigner) => issueCertificate(content, fonts, { seal: sampleSeal, signer, issuedAt: at("2026-11-21") });

it("one changed byte shows, at every offset of the file", async () => {
  const signed = await issue(small, middle.issueSigner(name, Uint8Array.of(3), validity));
  expect(verifyPdf(signed, options).state).toBe("valid");
  expect(findUndetected(signed, range(0, signed.length), (offset) => [signed[offset]! ^ (1 << offset % 8)])).toEqual([]);
});

it.each(["ecdsa-p256", "rsa-pkcs1"] as const)("a changed letter's case, digit or blank shows all over the signature's own revision, with %s", async (algorithm) => {
  const signed = await issue(small, middle.issueSigner(name, Uint8Array.of(3), validity, algorithm));
  expect(verifyPdf(signed, options).state).toBe("valid");
  const text = Buffer.from(signed).toString("latin1");
  const start = text.lastIndexOf("obj", text.lastIndexOf("/Type /Sig"));
  const padding = text.indexOf("0".repeat(200), start);
  const revision = [...range(start, padding + 16), ...range(text.indexOf(">", padding) - 16, signed.length)];
  const replacements = Buffer.from(" 0af>AF");
  expect(findUndetected(signed, revision, (offset) => [signed[offset]! ^ 0x20, signed[offset]! ^ 0x01, replacements[offset % replacements.length]!])).toEqual([]);
});

it("one changed byte shows all over a licence as it is handed over", async () => {
  const signer = middle.issueSigner(name, Uint8Array.of(3), validity);
  const signed = await issue(sampleContents["publication-licence"], signer);
  expect(verifyPdf(signed, options)).toMatchObject({ state: "valid", certificateNumber: "新出发苏零字第32010012号", signer: name });
  expect(findUndetected(signed, range(0, signed.length, 97), (offset) => [signed[offset]! ^ (1 << offset % 8)])).toEqual([]);
});

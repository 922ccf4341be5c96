import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFDocument } from "pdf-lib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instantOf } from "../../domain/time/instant.ts";
import { bare, checkByOpenssl, findBlankCharacters, fontLinesOf, hasPrograms, isBlack, isRed, paintPage, readPdfText, run, seeSignatures, textMarks, trustRoot } from "../../test/fixtures/pdf-checks.ts";
import { FontBook } from "../fonts/font-book.ts";
import { bundledFontFiles } from "../fonts/font-files.ts";
import { renderSealSvg } from "../seal/seal-svg.ts";
import { createRootAuthority } from "../signature/authority.ts";
import { signPdf } from "../signature/sign-pdf.ts";
import { verifyPdf } from "../signature/verify-pdf.ts";
import type { CertificateContent } from "./certificate-content.ts";
import { issueCertificate, renderCertificatePreviewPdf } from "./certificate-pdf.ts";
import { layOutCertificate } from "./lay-out-certificate.ts";
import { sampleContents, sampleSeal } from "./sample-contents.ts";

/** Looks at certificates with other people's programs, zbar too. */

const year = new Date().getFullYear();
const at = (day: string) => instantOf(Date.parse(`${day}T01:00:00.000Z`));
const validity = { from: at(`${year - 1}-01-01`), until: at(`${year + 5}-01-01`) };
const issuedAt = at(`${year}-01-02`);
const root = createRootAuthority({ commonName: "江苏省电子印章根证书", organization: "江苏省政务服务管理办公室" }, Uint8Array.of(1), validity);
const name = { commonName: "南京市行政审批局审批专用章", organization: "南京市行政审批局" };
const signers = { ecdsa: root.issueSigner(name, Uint8Array.of(2), validity), rsa: root.issueSigner(name, Uint8Array.of(3), validity, "rsa-pkcs1") };
const fonts = new FontBook(bundledFontFiles());
const contents = Object.values(sampleContents);
const issue = (content: CertificateContent) => issueCertificate(content, fonts, { seal: sampleSeal, signer: signers.ecdsa, issuedAt });

describe.skipIf(!hasPrograms("qpdf", "pdffonts", "pdftotext", "pdftoppm", "zbarimg"))("certificates seen by qpdf, poppler and zbar", () => {
  let folder = "";
  let file = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "certificate-"));
    file = join(folder, "certificate.pdf");
  });
  afterAll(() => rm(folder, { recursive: true }));

  const readText = async (): Promise<string> => bare(await readPdfText(file));

  it.each(contents)("$template.title is sound, its fonts inside, its words and number there", async (content) => {
    await writeFile(file, await issue(content));
    await run("qpdf", ["--check", file]);
    const fontLines = await fontLinesOf(file);
    expect(fontLines.length).toBeGreaterThan(2);
    for (const line of fontLines) expect(line).toMatch(/CID TrueType\s+Identity-H\s+yes yes yes/);
    const text = await readText();
    const { sheets } = layOutCertificate(content, { kind: "sealed", seal: sampleSeal }, fonts);
    for (const mark of textMarks(sheets)) expect(text).toContain(bare(mark.text));
    expect(text).toContain(bare(content.number));
    expect((await run("pdfinfo", [file])).stdout).toMatch(/Page size:\s+841\.89 x 595\.276 pts/);
  });

  it.each(contents)("$template.title has ink for every character, and the seal's red over and beside it", async (content) => {
    await writeFile(file, await issue(content));
    const painted = await paintPage(file);
    const { hasInk } = painted;
    const { sheets, sealPlace } = layOutCertificate(content, { kind: "sealed", seal: sampleSeal }, fonts);
    expect(findBlankCharacters(sheets[0]!, painted, fonts)).toEqual([]);
    const [centreX, centreY] = [sealPlace!.xMm + 21, sealPlace!.yMm + 21];
    expect(hasInk(centreX - 0.5, centreY - 3.5, 1, 1, isRed)).toBe(true);
    expect(hasInk(centreX - 21, centreY - 0.5, 1, 1, isRed)).toBe(true);
    // Under the ink the office's name stays black: Multiply, not paint over paint.
    expect(hasInk(centreX - 15, centreY - 6, 30, 14, isBlack)).toBe(true);
  });

  it.each(contents)("$template.title has a code a scanner reads off the page", async (content) => {
    await writeFile(file, await issue(content));
    const { png } = await paintPage(file);
    expect((await run("zbarimg", ["--quiet", "--raw", png])).stdout.trim()).toBe(content.verificationUrl);
  });

  it("the preview says 样张, has no red but its title, and no signature", async () => {
    const content = sampleContents["publication-licence"];
    const bytes = await renderCertificatePreviewPdf(content, fonts, issuedAt);
    await writeFile(file, bytes);
    await run("qpdf", ["--check", file]);
    expect(await readText()).toContain("样张,仅供核对,不具有证照效力");
    const { hasInk } = await paintPage(file);
    expect(hasInk(190, 100, 80, 90, isRed)).toBe(false);
    expect(hasInk(100, 95, 100, 60, (r, g, b) => r === g && g === b && r > 200 && r < 235)).toBe(true);
    expect(verifyPdf(bytes, { trustRoots: [root.certificate], revocations: [], now: issuedAt }).state).toBe("unsigned");
  });

  it("a seal's picture pasted into somebody's own PDF is worth nothing", async () => {
    const document = await PDFDocument.create();
    const page = document.addPage([842, 595]);
    const png = await sharp(Buffer.from(renderSealSvg(sampleSeal, fonts)), { density: 200 }).png().toBuffer();
    page.drawImage(await document.embedPng(png), { x: 500, y: 100, width: 120, height: 120 });
    const bytes = await document.save();
    await writeFile(file, bytes);
    expect((await paintPage(file)).hasInk(176, 130, 40, 40, isRed)).toBe(true);
    expect(verifyPdf(bytes, { trustRoots: [root.certificate], revocations: [], now: issuedAt })).toMatchObject({ state: "unsigned", reason: "no-signature" });
  });
});

describe.skipIf(!hasPrograms("pdfsig", "certutil", "openssl"))("signatures seen by pdfsig and OpenSSL", () => {
  let folder = "";
  let file = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "pdfsig-"));
    file = join(folder, "certificate.pdf");
    await trustRoot(folder, root.certificate);
  });
  afterAll(() => rm(folder, { recursive: true }));
  const see = async (bytes: Uint8Array): Promise<string> => {
    await writeFile(file, bytes);
    return seeSignatures(folder, file);
  };
  const count = (text: string, part: string): number => text.split(part).length - 1;

  const everyOne = contents.flatMap((content) => (["ecdsa", "rsa"] as const).map((kind) => ({ content, kind })));

  it.each(everyOne)("$content.template.title by $kind is valid and trusted, covers the whole file, and is CAdES", async ({ content, kind }) => {
    const bytes = await issueCertificate(content, fonts, { seal: sampleSeal, signer: signers[kind], issuedAt });
    await checkByOpenssl(folder, bytes, root.certificate);
    const seen = await see(bytes);
    expect(seen).toContain("Signature Validation: Signature is Valid.");
    expect(seen).toContain("Certificate Validation: Certificate is Trusted.");
    expect(seen).toContain("Total document signed");
    expect(seen).toContain(`CN=${name.commonName},O=${name.organization}`);
    expect(seen).toContain("ETSI.CAdES.detached");
  });

  it("a second one leaves the first valid", async () => {
    const first = await issue(sampleContents["construction-permit"]);
    const seen = await see(await signPdf(first, { signer: signers.rsa, signedAt: issuedAt, reason: "会签", certificateNumber: "1", place: null }));
    expect(count(seen, "Signature is Valid.")).toBe(2);
    expect(count(seen, "Certificate is Trusted.")).toBe(2);
    expect(count(seen, "Total document signed")).toBe(1);
    if (hasPrograms("qpdf")) await run("qpdf", ["--check", file]);
  });

  it("one with a byte changed is not valid", async () => {
    const bytes = Buffer.from(await issue(sampleContents["construction-permit"]));
    bytes[200]! ^= 1;
    expect(await see(bytes)).not.toContain("Signature is Valid.");
  });
});

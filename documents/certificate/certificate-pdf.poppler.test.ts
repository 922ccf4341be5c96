import { execFile, execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { PDFDocument } from "pdf-lib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instantOf } from "../../domain/time/instant.ts";
import { FontBook } from "../fonts/font-book.ts";
import { bundledFontFiles } from "../fonts/font-files.ts";
import { millimetresPerPoint, type Mark, type Sheet } from "../layout/sheet.ts";
import { renderSealSvg } from "../seal/seal-svg.ts";
import { createRootAuthority } from "../signature/authority.ts";
import { signPdf } from "../signature/sign-pdf.ts";
import { verifyPdf } from "../signature/verify-pdf.ts";
import type { CertificateContent } from "./certificate-content.ts";
import { issueCertificate, renderCertificatePreviewPdf } from "./certificate-pdf.ts";
import { layOutCertificate } from "./lay-out-certificate.ts";
import { sampleContents, sampleSeal } from "./sample-contents.ts";

/** Looks at certificates with other people's programs: Debian's qpdf, poppler-utils, zbar-tools, and libnss3-tools for pdfsig's trust. */

const run = promisify(execFile);
const has = (...programs: string[]): boolean =>
  programs.every((program) => {
    try {
      execFileSync("which", [program]);
      return true;
    } catch {
      return false;
    }
  });

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
const textMarks = (sheets: readonly Sheet[]) => sheets.flatMap(({ marks }) => marks.filter((mark): mark is Mark & { kind: "text" } => mark.kind === "text"));
const bare = (text: string) => text.normalize("NFKC").replace(/\s/g, "");

describe.skipIf(!has("qpdf", "pdffonts", "pdftotext", "pdftoppm", "zbarimg"))("certificates seen by qpdf, poppler and zbar", () => {
  let folder = "";
  let file = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "certificate-"));
    file = join(folder, "certificate.pdf");
  });
  afterAll(() => rm(folder, { recursive: true }));

  const readText = async (): Promise<string> => bare((await run("pdftotext", ["-raw", file, "-"])).stdout);
  const paint = async (page = 1, dotsPerInch = 200) => {
    const prefix = join(folder, "page");
    await run("pdftoppm", ["-r", String(dotsPerInch), "-singlefile", "-f", String(page), "-png", file, prefix]);
    const { data, info } = await sharp(await readFile(`${prefix}.png`)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const dotsPerMm = dotsPerInch / 25.4;
    const has = (xMm: number, yMm: number, widthMm: number, heightMm: number, isInk: (r: number, g: number, b: number) => boolean): boolean => {
      for (let y = Math.floor(yMm * dotsPerMm); y < (yMm + heightMm) * dotsPerMm; y += 1) {
        for (let x = Math.ceil(xMm * dotsPerMm); x < (xMm + widthMm) * dotsPerMm; x += 1) {
          const start = (y * info.width + x) * 3;
          if (isInk(data[start] ?? 255, data[start + 1] ?? 255, data[start + 2] ?? 255)) return true;
        }
      }
      return false;
    };
    return { png: `${prefix}.png`, has };
  };
  const isDark = (r: number, g: number, b: number): boolean => Math.min(r, g, b) < 190;
  const isRed = (r: number, g: number, b: number): boolean => r > 150 && g < 110 && b < 110;
  const isBlack = (r: number, g: number, b: number): boolean => r < 110 && g < 60 && b < 60;

  it.each(contents)("$template.title is sound, its fonts inside, its words and number there", async (content) => {
    await writeFile(file, await issue(content));
    await run("qpdf", ["--check", file]);
    const fontLines = (await run("pdffonts", [file])).stdout.trim().split("\n").slice(2);
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
    const { has: hasInk } = await paint();
    const { sheets, sealPlace } = layOutCertificate(content, { kind: "sealed", seal: sampleSeal }, fonts);
    const blank: string[] = [];
    for (const mark of textMarks(sheets)) {
      const emMm = mark.sizePt * millimetresPerPoint;
      let xMm = mark.xMm;
      for (const character of mark.text) {
        const widthMm = fonts.widthOf(mark.role, character) * emMm;
        if (character !== " " && !hasInk(xMm, mark.baselineMm - emMm * 0.9, widthMm, emMm * 1.1, isDark)) blank.push(`${character} in ${mark.text}`);
        xMm += widthMm + mark.letterGapMm;
      }
    }
    expect(blank).toEqual([]);
    const [centreX, centreY] = [sealPlace!.xMm + 21, sealPlace!.yMm + 21];
    expect(hasInk(centreX - 0.5, centreY - 3.5, 1, 1, isRed)).toBe(true);
    expect(hasInk(centreX - 21, centreY - 0.5, 1, 1, isRed)).toBe(true);
    // Under the ink the office's name stays black: Multiply, not paint over paint.
    expect(hasInk(centreX - 15, centreY - 6, 30, 14, isBlack)).toBe(true);
  });

  it.each(contents)("$template.title has a code a scanner reads off the page", async (content) => {
    await writeFile(file, await issue(content));
    const { png } = await paint();
    expect((await run("zbarimg", ["--quiet", "--raw", png])).stdout.trim()).toBe(content.verificationUrl);
  });

  it("the preview says 样张, has no red but its title, and no signature", async () => {
    const content = sampleContents["publication-licence"];
    const bytes = await renderCertificatePreviewPdf(content, fonts, issuedAt);
    await writeFile(file, bytes);
    await run("qpdf", ["--check", file]);
    expect(await readText()).toContain("样张,仅供核对,不具有证照效力");
    const { has: hasInk } = await paint();
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
    expect((await paint()).has(176, 130, 40, 40, isRed)).toBe(true);
    expect(verifyPdf(bytes, { trustRoots: [root.certificate], revocations: [], now: issuedAt })).toMatchObject({ state: "unsigned", reason: "no-signature" });
  });
});

describe.skipIf(!has("pdfsig", "certutil"))("signatures seen by pdfsig", () => {
  let folder = "";
  let file = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "pdfsig-"));
    file = join(folder, "certificate.pdf");
    await writeFile(join(folder, "root.pem"), new X509Certificate(root.certificate).toString());
    await run("certutil", ["-N", "-d", folder, "--empty-password"]);
    await run("certutil", ["-A", "-d", folder, "-n", "root", "-t", "CT,C,C", "-i", join(folder, "root.pem")]);
  });
  afterAll(() => rm(folder, { recursive: true }));
  const see = async (bytes: Uint8Array): Promise<string> => {
    await writeFile(file, bytes);
    return (await run("pdfsig", ["-nssdir", folder, file]).catch((error: { stdout: string }) => error)).stdout;
  };
  const count = (text: string, part: string): number => text.split(part).length - 1;

  it.each(["ecdsa", "rsa"] as const)("one by %s is valid and trusted, and covers the whole file", async (kind) => {
    const seen = await see(await issueCertificate(sampleContents["construction-permit"], fonts, { seal: sampleSeal, signer: signers[kind], issuedAt }));
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
    if (has("qpdf")) await run("qpdf", ["--check", file]);
  });

  it("one with a byte changed is not valid", async () => {
    const bytes = Buffer.from(await issue(sampleContents["construction-permit"]));
    bytes[200]! ^= 1;
    expect(await see(bytes)).not.toContain("Signature is Valid.");
  });
});

import { hash } from "node:crypto";
import { parseArgs } from "node:util";
import { issueCertificate, warmUpCertificates } from "../documents/certificate/certificate-pdf.ts";
import { layOutCertificate } from "../documents/certificate/lay-out-certificate.ts";
import { sampleContents, sampleSeal } from "../documents/certificate/sample-contents.ts";
import type { CertificateContent } from "../documents/certificate/certificate-content.ts";
import { FontBook } from "../documents/fonts/font-book.ts";
import { bundledFontFiles } from "../documents/fonts/font-files.ts";
import { paintPdf } from "../documents/layout/paint-pdf.ts";
import { createRootAuthority } from "../documents/signature/authority.ts";
import { signPdf } from "../documents/signature/sign-pdf.ts";
import type { PdfSignatureAlgorithm, PdfSigner } from "../documents/signature/signer.ts";
import { verifyPdf } from "../documents/signature/verify-pdf.ts";
import { instantOf } from "../domain/time/instant.ts";
import { PdfmeRival } from "./certificates/pdfme-rival.ts";

/**
 * `node bench/certificates.ts [--quick] [--count N]`: one JSON line. Certificates a minute of one core's time, each with other words
 * and its own signature; the floor is the same bytes already painted, signed once. `pdfme` draws the same certificates without
 * signature, and is compared with ours without signature; both take turns, so that other work on the machine troubles both alike.
 */
const at = (day: string) => instantOf(Date.parse(`${day}T01:00:00.000Z`));
const issuedAt = at("2026-11-21");
const validity = { from: at("2026-01-01"), until: at("2036-01-01") };

export async function measureCertificates(count: number) {
  const fonts = new FontBook(bundledFontFiles());
  const root = createRootAuthority({ commonName: "根证书", organization: "省" }, Uint8Array.of(1), validity);
  const algorithms: readonly PdfSignatureAlgorithm[] = ["ecdsa-p256", "rsa-pkcs1"];
  const warmUpMs = await cpuMsOf(1, () => warmUpCertificates(fonts, issuedAt));
  const firstMs = await cpuMsOf(1, () => make(0, root.issueSigner({ commonName: "章", organization: "局" }, Uint8Array.of(2), validity)));
  async function make(index: number, signer: PdfSigner): Promise<Uint8Array> {
    return issueCertificate(contentOf(index), fonts, { seal: sampleSeal, signer, issuedAt });
  }
  const ways: Record<string, unknown> = {};
  for (const [number, algorithm] of algorithms.entries()) {
    const signer = root.issueSigner({ commonName: "审批专用章", organization: "南京市行政审批局" }, Uint8Array.of(3 + number), validity, algorithm);
    // Warm: every template's usual characters and the compiler.
    for (let index = 0; index < 60; index += 1) await make(1000 + index, signer);
    let bytes = 0;
    const perCertificateMs = await cpuMsOf(count, async (index) => void (bytes += (await make(index, signer)).length));
    const painted = await paintPdf(layOutCertificate(contentOf(0), { kind: "sealed", seal: sampleSeal }, fonts).sheets, fonts, { title: "底", createdAt: issuedAt });
    const request = { signer, signedAt: issuedAt, reason: "核发", certificateNumber: "1", place: null };
    const floorMs = await cpuMsOf(count, () => signPdf(painted, request));
    const signed = await make(0, signer);
    const verifyMs = await cpuMsOf(count, async () => verifyPdf(signed, { trustRoots: [root.certificate], revocations: [], now: issuedAt }));
    ways[algorithm] = {
      cpuMs: rounded(perCertificateMs),
      perMinute: Math.round(60_000 / perCertificateMs),
      kilobytes: Math.round(bytes / count / 1024),
      floorCpuMs: rounded(floorMs),
      ratioToFloor: rounded(perCertificateMs / floorMs),
      verifyCpuMs: rounded(verifyMs),
    };
  }
  return { bench: "certificates", count, warmUpCpuMs: Math.round(warmUpMs), firstCpuMs: Math.round(firstMs), ways, unsigned: await compareWithPdfme(fonts, count) };
}

async function compareWithPdfme(fonts: FontBook, count: number) {
  const rival = new PdfmeRival(fonts, sampleSeal);
  const draw = (index: number) => paintPdf(layOutCertificate(contentOf(index), { kind: "sealed", seal: sampleSeal }, fonts).sheets, fonts, { title: "证", createdAt: issuedAt });
  for (let index = 0; index < 10; index += 1) await rival.draw(rival.schemasOf(contentOf(index)), contentOf(index));
  let [cpuMs, pdfmeCpuMs, bytes, pdfmeBytes] = [0, 0, 0, 0];
  for (let index = 0; index < count; index += 1) {
    cpuMs += await cpuMsOf(1, async () => void (bytes += (await draw(index)).length));
    const schemas = rival.schemasOf(contentOf(index));
    pdfmeCpuMs += await cpuMsOf(1, async () => void (pdfmeBytes += (await rival.draw(schemas, contentOf(index))).length));
  }
  const kilobytesOf = (total: number): number => Math.round(total / count / 1024);
  return { cpuMs: rounded(cpuMs / count), pdfmeCpuMs: rounded(pdfmeCpuMs / count), ratioToPdfme: rounded(pdfmeCpuMs / cpuMs), kilobytes: kilobytesOf(bytes), pdfmeKilobytes: kilobytesOf(pdfmeBytes) };
}

/** Both kinds in turn, each with a name, place and number of its own. */
function contentOf(index: number): CertificateContent {
  const kind = index % 2 === 0 ? "publication-licence" : "construction-permit";
  const content = sampleContents[kind];
  const letters = Array.from(hash("sha256", String(index), "hex").slice(0, 24).match(/../g)!, (pair) => String.fromCodePoint(0x4e00 + Number.parseInt(pair, 16) * 17)).join("");
  const values = kind === "publication-licence" ? { holder: `${letters}书店` } : { projectName: `${letters}综合楼工程`, developer: `${letters.slice(4)}置业有限公司` };
  return { ...content, number: `${content.number.slice(0, -6)}${String(index).padStart(6, "0")}`, values: { ...content.values, ...values } };
}

async function cpuMsOf(count: number, work: (index: number) => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let index = 0; index < count; index += 1) await work(index);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / count;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

if (import.meta.main) {
  const { values } = parseArgs({ options: { quick: { type: "boolean", default: false }, count: { type: "string" } } });
  console.log(JSON.stringify(await measureCertificates(Number(values.count ?? (values.quick ? 20 : 200)))));
}

import { X509Certificate } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findSignatureSlots } from "../documents/signature/signature-slots.ts";
import { bare, fontLinesOf, readPdfText, run, seeSignatures, trustRoot } from "../test/fixtures/pdf-checks.ts";
import { must } from "./must.ts";
import type { SealedPaper } from "./papers.ts";

/** Other people's programs that look at a sealed paper from outside; each throws, or says false, when it does not like what it sees. */
export interface PaperInspector {
  /** The names of those that did not like it. Pictures of its pages are left beside the file. */
  inspect(paper: SealedPaper): Promise<string[]>;
  readonly names: readonly string[];
}

/** Trusts this root alone. */
export async function openInspector(folder: string, rootDer: Uint8Array): Promise<PaperInspector> {
  await mkdir(folder, { recursive: true });
  await trustRoot(folder, rootDer);
  const inspections: Readonly<Record<string, (paper: SealedPaper) => Promise<boolean>>> = {
    "qpdf --check": async ({ file }) => (await run("qpdf", ["--check", file])).stderr === "",
    pdffonts: async ({ file }) => {
      const lines = await fontLinesOf(file);
      return lines.length > 2 && lines.every((line) => /\s+Identity-H\s+yes yes yes/.test(line));
    },
    pdftotext: async ({ file, number }) => bare(await readPdfText(file)).includes(bare(number)),
    pdfsig: async ({ file }) => {
      const seen = await seeSignatures(folder, file);
      return ["Signature is Valid.", "Certificate is Trusted.", "Total document signed"].every((words) => seen.includes(words));
    },
    "openssl cms": ({ pdf }) => isCades(folder, pdf, rootDer),
    "pdftoppm + zbarimg": hasReadableCode,
  };
  return {
    names: Object.keys(inspections),
    async inspect(paper) {
      const unhappy: string[] = [];
      for (const [name, isFine] of Object.entries(inspections)) {
        if (!(await isFine(paper).catch(() => false))) unhappy.push(name);
      }
      return unhappy;
    },
  };
}

/** The signature taken out of the file, over all the rest of it. */
async function isCades(folder: string, pdf: Uint8Array, rootDer: Uint8Array): Promise<boolean> {
  const at = (name: string): string => join(folder, name);
  const slot = must(findSignatureSlots(pdf).slots[0], "a signature");
  await writeFile(at("cms.der"), must(slot.cms ?? undefined, "a signature"));
  await writeFile(at("covered.bin"), Buffer.concat([pdf.subarray(0, slot.gapStart), pdf.subarray(slot.gapEnd)]));
  await writeFile(at("root.pem"), new X509Certificate(rootDer).toString());
  const { stderr } = await run("openssl", [
    "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", at("cms.der"), "-content", at("covered.bin"), "-CAfile", at("root.pem"), "-purpose", "any", "-out", at("out.bin"),
  ]);
  return /CAdES Verification successful/i.test(stderr);
}

/** A certificate's code leads to its public verification; documents of decision have none. */
async function hasReadableCode({ kind, file }: SealedPaper): Promise<boolean> {
  const prefix = file.replace(/\.pdf$/, "");
  await run("pdftoppm", ["-r", "150", "-png", file, prefix]);
  if (kind === "document") return true;
  return /^https?:\/\/\S+\/verify\/\S+$/.test((await run("zbarimg", ["--quiet", "--raw", `${prefix}-1.png`])).stdout.trim());
}

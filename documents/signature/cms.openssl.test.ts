import { execFile, execFileSync } from "node:child_process";
import { createHash, createPrivateKey, X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { PDFDocument } from "pdf-lib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instantOf, type Instant } from "../../domain/time/instant.ts";
import { createRootAuthority } from "./authority.ts";
import { signPdf } from "./sign-pdf.ts";
import { findSignatureSlots } from "./signature-slots.ts";
import { createSoftwareSigner, type PdfSigner } from "./signer.ts";
import { verifyPdf } from "./verify-pdf.ts";

/** Our signatures and certificates under the OpenSSL command line, and certificates OpenSSL made under ours. */

const run = promisify(execFile);
const hasOpenssl = (() => {
  try {
    execFileSync("openssl", ["version"]);
    return true;
  } catch {
    return false;
  }
})();

const at = (day: string): Instant => instantOf(Date.parse(`${day}T01:00:00.000Z`));
const today = new Date().getFullYear();
const validity = { from: at(`${today - 1}-01-01`), until: at(`${today + 5}-01-01`) };
const root = createRootAuthority({ commonName: "根证书·测试", organization: "江苏省政务服务管理办公室" }, Uint8Array.of(1), validity);
const middle = root.issueAuthority({ commonName: "电子印章中心（南京）", organization: "南京市政务服务管理办公室" }, Uint8Array.of(0x80, 2), validity);
const name = { commonName: "南京市行政审批局审批专用章", organization: "南京市行政审批局" };

let folder = "";
let plain: Uint8Array;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cms-"));
  const document = await PDFDocument.create();
  document.addPage();
  plain = await document.save({ useObjectStreams: false });
});
afterAll(() => rm(folder, { recursive: true }));
const file = (base: string): string => join(folder, base);
const pem = (der: Uint8Array): string => new X509Certificate(der).toString();
const sign = (signer: PdfSigner) => signPdf(plain, { signer, signedAt: at(`${today}-01-02`), reason: "核发", certificateNumber: "1", place: null });

/** The signature and what it covers, as two files. */
async function takeApart(bytes: Uint8Array): Promise<void> {
  const [slot] = findSignatureSlots(bytes).slots;
  await writeFile(file("cms.der"), slot!.cms!);
  await writeFile(file("covered.bin"), Buffer.concat([bytes.subarray(0, slot!.gapStart), bytes.subarray(slot!.gapEnd)]));
  await writeFile(file("root.pem"), pem(root.certificate));
}
const verifyArguments = () => ["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", file("cms.der"), "-content", file("covered.bin"), "-CAfile", file("root.pem"), "-purpose", "any", "-out", file("out.bin")];

describe.skipIf(!hasOpenssl)("seen by OpenSSL", () => {
  it.each(["rsa-pkcs1", "ecdsa-p256"] as const)("a %s signature is CAdES under the trusted root, and not with a byte changed", async (algorithm) => {
    await takeApart(await sign(middle.issueSigner(name, Uint8Array.of(3), validity, algorithm)));
    expect((await run("openssl", verifyArguments())).stderr).toMatch(/CAdES Verification successful/i);
    const covered = await readFile(file("covered.bin"));
    covered[9]! ^= 1;
    await writeFile(file("covered.bin"), covered);
    await expect(run("openssl", verifyArguments())).rejects.toThrow(/digest|verification failure/i);
  });

  it("the certificates are sound, their Chinese names UTF-8", async () => {
    const signer = middle.issueSigner(name, Uint8Array.of(4), validity);
    await writeFile(file("root.pem"), pem(root.certificate));
    await writeFile(file("middle.pem"), pem(middle.certificate));
    await writeFile(file("signer.pem"), pem(signer.certificateChain[0]!));
    const { stdout } = await run("openssl", ["verify", "-x509_strict", "-CAfile", file("root.pem"), "-untrusted", file("middle.pem"), file("signer.pem")]);
    expect(stdout).toMatch(/OK\s*$/);
    const subject = await run("openssl", ["x509", "-in", file("signer.pem"), "-noout", "-subject", "-nameopt", "utf8,sep_comma_plus,show_type"]);
    expect(subject.stdout).toContain(`UTF8STRING:${name.commonName}`);
  });

  describe("certificates OpenSSL made, its issuer's name in BMPString as older authorities write it", () => {
    const issue = async (base: string, keyUsage: string): Promise<PdfSigner> => {
      await writeFile(file("ca.cnf"), "[req]\nprompt=no\nutf8=yes\nstring_mask=pkix\ndistinguished_name=dn\nx509_extensions=ca\n[dn]\nC=CN\nO=国家电子印章\nCN=老式根证书\n[ca]\nbasicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\n");
      await run("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", file("ca.key"), "-out", file("ca.pem"), "-days", "900", "-config", file("ca.cnf")]);
      await writeFile(file("leaf.cnf"), `[req]\nprompt=no\nutf8=yes\nstring_mask=pkix\ndistinguished_name=dn\n[dn]\nC=CN\nO=审批局\nCN=审批专用章\n[leaf]\nbasicConstraints=CA:false\nkeyUsage=critical,${keyUsage}\n`);
      await run("openssl", ["req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", file(`${base}.key`), "-out", file(`${base}.csr`), "-config", file("leaf.cnf")]);
      await run("openssl", ["x509", "-req", "-in", file(`${base}.csr`), "-CA", file("ca.pem"), "-CAkey", file("ca.key"), "-set_serial", "0x8f01", "-days", "800", "-extfile", file("leaf.cnf"), "-extensions", "leaf", "-out", file(`${base}.pem`)]);
      return createSoftwareSigner(createPrivateKey(await readFile(file(`${base}.key`))), [new X509Certificate(await readFile(file(`${base}.pem`))).raw]);
    };
    const verify = async (signer: PdfSigner) => {
      const signedAt = instantOf(Date.now());
      const bytes = await signPdf(plain, { signer, signedAt, reason: "核发", certificateNumber: "1", place: null });
      const trustRoots = [new X509Certificate(await readFile(file("ca.pem"))).raw];
      return { bytes, found: verifyPdf(bytes, { trustRoots, revocations: [], now: instantOf(Date.now() + 5000) }) };
    };

    it("signs, and both sides agree", async () => {
      const { bytes, found } = await verify(await issue("seal", "digitalSignature,nonRepudiation"));
      expect(found).toMatchObject({ state: "valid", signer: { commonName: "审批专用章", organization: "审批局" } });
      await takeApart(bytes);
      await writeFile(file("root.pem"), await readFile(file("ca.pem")));
      expect((await run("openssl", verifyArguments())).stderr).toMatch(/CAdES Verification successful/i);
      expect(createHash("sha256").update((await readFile(file("out.bin")))).digest("hex")).toBe(createHash("sha256").update(await readFile(file("covered.bin"))).digest("hex"));
    });

    it("may not sign with a key meant for encrypting", async () => {
      expect((await verify(await issue("tls", "keyEncipherment"))).found).toMatchObject({ state: "unknown", reason: "signer-not-entitled" });
    });
  });
});

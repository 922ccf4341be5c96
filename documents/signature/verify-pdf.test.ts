import { PDFDocument, PDFName } from "pdf-lib";
import { beforeAll, describe, expect, it } from "vitest";
import { instantOf, type Instant } from "../../domain/time/instant.ts";
import { createRootAuthority } from "./authority.ts";
import { appendRevision, PdfObjects } from "./pdf-revision.ts";
import { signPdf, type SignatureRequest } from "./sign-pdf.ts";
import type { PdfSigner } from "./signer.ts";
import { verifyPdf, type VerificationOptions } from "./verify-pdf.ts";
import { readX509 } from "./x509.ts";

const at = (day: string): Instant => instantOf(Date.parse(`${day}T01:00:00.000Z`));
const validity = { from: at("2026-01-01"), until: at("2029-01-01") };
const serial = (number: number) => Uint8Array.of(0xa1, number);

const root = createRootAuthority({ commonName: "江苏省电子印章根证书", organization: "江苏省政务服务管理办公室" }, serial(1), validity);
const authority = root.issueAuthority({ commonName: "南京市电子印章中心", organization: "南京市政务服务管理办公室" }, serial(2), validity);
const sealName = { commonName: "南京市行政审批局审批专用章", organization: "南京市行政审批局" };
const signers = {
  rsa: authority.issueSigner(sealName, serial(3), validity, "rsa-pkcs1"),
  ecdsa: authority.issueSigner(sealName, serial(4), validity),
  second: authority.issueSigner({ commonName: "南京市城乡建设委员会", organization: "南京市城乡建设委员会" }, serial(5), validity),
};
const stranger = createRootAuthority({ commonName: "江苏省电子印章根证书", organization: "江苏省政务服务管理办公室" }, serial(1), validity).issueSigner(sealName, serial(3), validity);

const request = (signer: PdfSigner, signedAt = at("2026-11-21")): SignatureRequest => ({
  signer,
  signedAt,
  reason: "核发证照（编号：新出发苏零字第32010012号）",
  certificateNumber: "新出发苏零字第32010012号",
  place: { pageIndex: 0, rectPt: [100, 100, 220, 220] },
});
const options = (changes: Partial<VerificationOptions> = {}): VerificationOptions => ({ trustRoots: [root.certificate], revocations: [], now: at("2026-11-22"), ...changes });
const verdict = (bytes: Uint8Array, changes: Partial<VerificationOptions> = {}) => {
  const { state, reason } = verifyPdf(bytes, options(changes));
  return `${state} ${reason}`;
};

let plain: Uint8Array;
let signed: Uint8Array;
beforeAll(async () => {
  const document = await PDFDocument.create();
  document.addPage([400, 300]).drawRectangle({ x: 20, y: 20, width: 60, height: 30 });
  document.addPage([400, 300]);
  plain = await document.save({ useObjectStreams: false });
  signed = await signPdf(plain, request(signers.ecdsa));
});

describe("a signed PDF", () => {
  it.each(["rsa", "ecdsa"] as const)("is valid with %s, and tells who signed what and when", async (kind) => {
    const found = verifyPdf(await signPdf(plain, request(signers[kind])), options());
    expect(found).toMatchObject({
      state: "valid",
      reason: "signed-and-unchanged",
      certificateNumber: "新出发苏零字第32010012号",
      reasonGiven: "核发证照（编号：新出发苏零字第32010012号）",
      signedAt: at("2026-11-21"),
      signer: { commonName: sealName.commonName, organization: sealName.organization },
    });
    expect(found.signatures).toHaveLength(1);
  });

  it("keeps every byte of the file in front of its revision", () => {
    expect(Buffer.compare(signed.subarray(0, plain.length), plain)).toBe(0);
  });

  it("is still valid under a second signature, and under a third", async () => {
    const twice = await signPdf(signed, request(signers.second));
    const thrice = await signPdf(twice, { ...request(signers.rsa), place: null });
    for (const [bytes, count] of [[twice, 2], [thrice, 3]] as const) {
      const found = verifyPdf(bytes, options());
      expect([found.state, found.reason, found.signatures.length]).toEqual(["valid", "signed-and-unchanged", count]);
      expect(found.signatures.map(({ state }) => state)).toEqual(Array(count).fill("valid"));
    }
  });

  it("does not know of the same names under another root's key", async () => {
    expect(verdict(await signPdf(plain, request(stranger)))).toBe("unknown signer-not-trusted");
    expect(verdict(signed, { trustRoots: [] })).toBe("unknown signer-not-trusted");
  });

  it("trusts nothing a file brings along: a stranger's chain beside ours leads nowhere", async () => {
    const mixed: PdfSigner = { ...stranger, certificateChain: [...stranger.certificateChain, ...signers.ecdsa.certificateChain, root.certificate] };
    expect(verdict(await signPdf(plain, request(mixed)))).toBe("unknown signer-not-trusted");
  });

  it("takes a chain with its root in it, but no certificate that is not part of the way", async () => {
    const withRoot: PdfSigner = { ...signers.ecdsa, certificateChain: [...signers.ecdsa.certificateChain, root.certificate] };
    expect(verdict(await signPdf(plain, request(withRoot)))).toBe("valid signed-and-unchanged");
    const withOther: PdfSigner = { ...signers.ecdsa, certificateChain: [...signers.ecdsa.certificateChain, signers.rsa.certificateChain[0]!] };
    expect(verdict(await signPdf(plain, request(withOther)))).toBe("unknown signer-not-trusted");
  });

  it("does not take a signer for an authority", async () => {
    const below = authority.issueAuthority(sealName, serial(10), validity).issueSigner(sealName, serial(11), validity);
    const posed: PdfSigner = { ...below, certificateChain: [below.certificateChain[0]!, ...signers.ecdsa.certificateChain] };
    expect(verdict(await signPdf(plain, request(posed)))).toBe("unknown signer-not-trusted");
    const borrowed: PdfSigner = { ...below, certificateChain: signers.ecdsa.certificateChain };
    expect(verdict(await signPdf(plain, request(borrowed)))).toBe("changed signature-wrong");
  });

  it.each([
    ["expired now", at("2026-11-21"), { now: at("2029-01-02") }, "expired signer-expired"],
    ["expired now, but proven to be from before", at("2026-11-21"), { now: at("2029-01-02"), provenSignedAt: at("2026-11-21") }, "valid signed-and-unchanged"],
    ["signed before the certificate began", at("2025-11-21"), {}, "unknown signer-not-yet-valid"],
    ["signed tomorrow", at("2026-11-23"), {}, "unknown signed-in-future"],
  ])("%s", async (_title, signedAt, changes, expected) => {
    expect(verdict(await signPdf(plain, request(signers.ecdsa, signedAt)), changes)).toBe(expected);
  });

  it("is revoked with its signer or the authority above, unless proven older", () => {
    for (const der of signers.ecdsa.certificateChain) {
      const revocations = [{ fingerprint: readX509(der).x509.fingerprint256, revokedAt: at("2026-11-22") }];
      expect(verdict(signed, { revocations })).toBe("revoked signer-revoked");
      expect(verdict(signed, { revocations, now: at("2026-11-21") })).toBe("valid signed-and-unchanged");
      expect(verdict(signed, { revocations, provenSignedAt: at("2026-11-21") })).toBe("valid signed-and-unchanged");
    }
    expect(verdict(signed, { revocations: [{ fingerprint: readX509(signers.rsa.certificateChain[0]!).x509.fingerprint256, revokedAt: at("2026-01-01") }] })).toBe("valid signed-and-unchanged");
  });
});

describe("what is not a signed PDF any more", () => {
  it("bytes appended, even a line feed", () => {
    expect(verdict(Buffer.concat([signed, Buffer.from("\n")]))).toBe("changed bytes-appended");
    expect(verdict(Buffer.concat([signed, Buffer.from("\n1 0 obj\n<<>>\nendobj\n")]))).toBe("changed bytes-appended");
    expect(verifyPdf(Buffer.concat([signed, Buffer.from("x")]), options()).signatures[0]?.state).toBe("valid");
  });

  it("someone else's revision behind ours, signed by themselves", async () => {
    expect(verdict(await signPdf(signed, request(stranger)))).toBe("changed bytes-appended");
  });

  it("another seal holder's revision that also changes the page, or leaves a drawing", async () => {
    const objects = new PdfObjects(signed);
    const pageRef = objects.pageRefs()[0]!;
    const page = objects.getDict(pageRef);
    page.set(PDFName.of("Rotate"), page.context.obj(180));
    const turned = appendRevision(objects, new Map([[pageRef.objectNumber, page]]));
    expect(verdict(await signPdf(turned, request(signers.second)))).toBe("changed changed-by-later-signature");
    const drawing = appendRevision(objects, new Map([[500, "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 10 >>\nstream\n0 0 9 9 re\nendstream"]]));
    expect(verdict(await signPdf(drawing, request(signers.second)))).toBe("changed changed-by-later-signature");
  });

  it("cut short, at any length", () => {
    for (let length = signed.length - 1; length > 0; length -= 97) expect(verifyPdf(signed.subarray(0, length), options()).state).not.toBe("valid");
    expect(verdict(signed.subarray(0, -1))).toBe("changed file-cut-short");
  });

  it("one with its gap widened over other bytes, or filled behind the signature", () => {
    const text = Buffer.from(signed).toString("latin1");
    const [range, gapStart] = /\/ByteRange \[0 (\d+) \d+ \d+\]/.exec(text) as unknown as [string, string];
    const swallow = Buffer.from(text.replace(range, range.replace(` ${gapStart} `, ` ${Number(gapStart) + 1} `)), "latin1");
    expect(verifyPdf(swallow, options()).state).toBe("changed");
    const filled = Buffer.from(signed);
    const gap = filled.indexOf(">", filled.indexOf("/Contents <"));
    filled.write("ab", gap - 2);
    expect(verdict(filled)).toBe("changed signature-damaged");
  });

  it("one whose signature is that of another file", async () => {
    const other = await signPdf(await signPdf(plain, request(signers.rsa)), request(signers.ecdsa));
    const contents = (bytes: Uint8Array) => /\/Contents <([0-9a-f]+)>/.exec(Buffer.from(bytes).toString("latin1"))![1]!;
    const sameLength = contents(await signPdf(plain, { ...request(signers.ecdsa), reason: "核发证照（编号：新出发苏零字第32010013号）" }));
    expect(sameLength).toHaveLength(contents(signed).length);
    const pasted = Buffer.from(Buffer.from(signed).toString("latin1").replace(contents(signed), sameLength), "latin1");
    expect(verdict(pasted)).toBe("changed content-changed");
    expect(verdict(other)).toBe("valid signed-and-unchanged");
  });

  it("one that never was signed, and one that is no PDF", () => {
    expect(verdict(plain)).toBe("unsigned no-signature");
    expect(verdict(Buffer.from("办件"))).toBe("unknown not-a-pdf");
    expect(verdict(new Uint8Array())).toBe("unknown not-a-pdf");
  });
});

it("refuses to sign what it cannot read", async () => {
  const document = await PDFDocument.create();
  document.addPage();
  for (const bytes of [await document.save({ useObjectStreams: true }), Buffer.from("%PDF-1.7\n"), plain.subarray(0, -10)]) {
    await expect(signPdf(bytes, request(signers.ecdsa))).rejects.toMatchObject({ code: "pdf-unreadable" });
  }
  await expect(signPdf(plain, { ...request(signers.ecdsa), place: { pageIndex: 5, rectPt: [0, 0, 1, 1] } })).rejects.toMatchObject({ code: "pdf-unreadable" });
});

it("hands on why a key could not sign, and leaves the file as it was", async () => {
  const before = Buffer.from(plain);
  const pulled: PdfSigner = { ...signers.ecdsa, sign: () => Promise.reject(new Error("card pulled")) };
  await expect(signPdf(plain, request(pulled))).rejects.toThrow("card pulled");
  expect(before.equals(plain)).toBe(true);
});

describe("another system's signature", () => {
  const foreign: PdfSigner = { ...signers.ecdsa, algorithm: "rsa-pkcs1" };

  it("is not called a change, unless it was put behind ours", async () => {
    // Keys and named algorithms that do not go together stand for whatever this program cannot judge.
    expect(verdict(await signPdf(plain, request(foreign)))).toBe("changed signature-wrong");
    const text = Buffer.from(signed).toString("latin1");
    const sha512 = Buffer.from(text.replace(/0609608648016503040201/g, "0609608648016503040203"), "latin1");
    expect(verdict(sha512)).toBe("unknown signature-not-understood");
  });
});

import { describe, expect, it } from "vitest";
import { failureCodesBelow } from "../../test/failure-codes.ts";
import { verificationReasons, type VerificationState } from "../../domain/certificate/verification.ts";
import { verificationLines } from "./certificate-commands.ts";
import { certificateWording, verificationKept, verificationStateNames, verificationWording } from "./certificates.ts";
import { documentWording } from "./documents.ts";
import { verificationPage } from "./verification-page.ts";

describe("what is said of certificates", () => {
  it.each(Object.entries(certificateWording))("%s: what happened, what was kept, what to do, with and without details", (_code, say) => {
    const details = { variable: "holder", list: "people", text: "文字", place: "elements.2", problem: "错", name: "备注", length: 900, template: "permit", keyType: "ed25519", lengthBytes: 9000 };
    for (const said of [say(details), say({})]) {
      expect(said).toMatch(/没有(生成|改动)/);
      expect(said).toContain("请");
      expect(said).not.toMatch(/undefined|“”在|（）/);
    }
  });

  it("has words for every failure of the sources, and no others", () => {
    const codes = ["documents/certificate", "documents/seal", "documents/signature"].flatMap((folder) => failureCodesBelow(folder));
    const own = new Set(codes.filter((code) => !(code in documentWording)));
    expect(Object.keys(certificateWording).sort()).toEqual([...own].sort());
  });

  it("names the box", () => {
    expect(certificateWording["certificate-text-too-long"]?.({ name: "备注", length: 900 })).toContain("“备注”的内容（900 字）");
  });

  it.each(Object.entries(verificationReasons).flatMap(([state, reasons]) => reasons.map((reason) => ({ state: state as VerificationState, reason }))))(
    "$reason: the terminal and the public page say what was found, what was kept and what to do, in that order",
    ({ state, reason }) => {
      const { found, next } = verificationWording[reason];
      const verdict = { state, reason, number: null, document: null, certificate: null, signer: null, signedAt: null, provenSignedAt: null };
      const said = `${found}${verificationKept}${next}`;
      expect(verificationLines("证照.pdf", verdict)).toContain(said);
      expect(verificationPage(verdict)).toContain(said);
    },
  );

  it("tells every verdict apart and what to do about each", () => {
    const founds = Object.values(verificationWording).map(({ found }) => found);
    expect(new Set(founds).size).toBe(founds.length);
    for (const { found, next } of Object.values(verificationWording)) expect([found, next].join("")).toMatch(/。.*请/);
    expect(verificationKept).toMatch(/文件、证照库和办件都没有改动/);
    expect(new Set(Object.values(verificationStateNames)).size).toBe(8);
  });
});

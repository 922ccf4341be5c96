import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { expect, it } from "vitest";
import { personIdSchema } from "../../domain/ids.ts";
import { instantOf, type Instant } from "../../domain/time/instant.ts";
import { createRootAuthority } from "./authority.ts";
import { findPersonCertificate, readKeyOfCertificate } from "./person-certificate.ts";

const at = (day: string): Instant => instantOf(Date.parse(`${day}T01:00:00.000Z`));
const validity = { from: at("2026-01-01"), until: at("2029-01-01") };
const centreName = { commonName: "审批中心签名根证书", organization: "南昌市行政服务中心" };
const root = createRootAuthority(centreName, Uint8Array.of(1), validity);
const personId = personIdSchema.parse("01900000-0000-7000-8000-0000000000a2");
const subject = { commonName: "宋薇", organization: "南昌市文化广电新闻出版局", personId };
const publicKeyInfo = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ type: "spki", format: "der" });
const [certificate = Buffer.alloc(0)] = root.certify(publicKeyInfo, subject, Uint8Array.of(2), { from: at("2026-11-16"), until: at("2051-11-16") });

it("names the person, the office and the key, and every other program reads it too", () => {
  expect(findPersonCertificate(certificate, [root.certificate])).toEqual({
    personId,
    name: "宋薇",
    officeName: "南昌市文化广电新闻出版局",
    publicKeyInfo,
    validFrom: at("2026-11-16"),
    validUntil: at("2051-11-16"),
  });
  const read = new X509Certificate(certificate);
  expect(read.subject).toContain(`serialNumber=${personId}`);
  expect(read.verify(new X509Certificate(root.certificate).publicKey)).toBe(true);
  expect(readKeyOfCertificate(certificate)).toEqual({ publicKeyInfo, validUntil: at("2051-11-16") });
});

it("is believed under its own authority only, among several", () => {
  const other = createRootAuthority(centreName, Uint8Array.of(1), validity);
  expect(findPersonCertificate(certificate, [other.certificate])).toBeUndefined();
  expect(findPersonCertificate(certificate, [other.certificate, root.certificate])).toBeDefined();
  expect(findPersonCertificate(certificate, [])).toBeUndefined();
});

it("stands for nobody without a person's id, and a root is no person", () => {
  const [nameless] = root.certify(publicKeyInfo, { commonName: "宋薇", organization: "局" }, Uint8Array.of(3), validity);
  expect(findPersonCertificate(nameless!, [root.certificate])).toBeUndefined();
  expect(findPersonCertificate(root.certificate, [root.certificate])).toBeUndefined();
});

it("is nothing with any byte changed, cut or added", () => {
  for (let place = 0; place < certificate.length; place += 1) {
    const changed = Buffer.from(certificate);
    changed[place] = changed[place]! ^ (1 << place % 8);
    expect(findPersonCertificate(changed, [root.certificate]), `byte ${place}`).toBeUndefined();
    expect(findPersonCertificate(certificate.subarray(0, place), [root.certificate])).toBeUndefined();
  }
  expect(findPersonCertificate(Buffer.concat([certificate, Uint8Array.of(0)]), [root.certificate])).toBeUndefined();
});

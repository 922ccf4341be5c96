import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export type CardKeyKind = "rsa" | "p256" | "sm2";

/** The key and certificates a card is personalised with, made by the OpenSSL command line, as files in `folder`. */
export interface CardKeys {
  /** PKCS#8, PEM. */
  readonly keyPath: string;
  readonly publicKeyPath: string;
  /** DER. */
  readonly certificatePath: string;
  readonly issuerPath: string;
}

const algorithmOf: Readonly<Record<CardKeyKind, readonly string[]>> = {
  rsa: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
  p256: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
  sm2: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2"],
};
const digestOf: Readonly<Record<CardKeyKind, readonly string[]>> = {
  rsa: ["-sha256"],
  p256: ["-sha256"],
  sm2: ["-sm3", "-sigopt", "distid:1234567812345678"],
};

/** A person's key and certificate, and the certificate of the authority that issued it. `days` may lie in the past: -1 is expired. */
export async function makeCardKeys(folder: string, kind: CardKeyKind, { name = "张窗口", days = 30 }: { name?: string; days?: number } = {}): Promise<CardKeys> {
  const at = (file: string): string => join(folder, file);
  const openssl = (...parameters: string[]) => run("openssl", parameters, { cwd: folder });
  const digest = digestOf[kind];
  for (const owner of ["issuer", "key"]) await openssl("genpkey", ...algorithmOf[kind], "-out", `${owner}.pem`);
  await openssl("req", "-x509", "-new", "-key", "issuer.pem", ...digest, "-subj", "/C=CN/O=政务服务/CN=试用签发机构", "-utf8", "-days", "30", "-out", "issuer.crt");
  await openssl("req", "-new", "-key", "key.pem", ...digest, "-subj", `/C=CN/O=政务服务中心/CN=${name}`, "-utf8", "-out", "person.csr");
  await writeFile(at("person.ext"), "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,nonRepudiation\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n");
  // The request's own signature is checked with the usual id only when told so.
  const checked = kind === "sm2" ? ["-vfyopt", "distid:1234567812345678"] : [];
  await openssl("x509", "-req", "-in", "person.csr", ...checked, "-CA", "issuer.crt", "-CAkey", "issuer.pem", "-set_serial", "4660", ...digest, "-days", String(days), "-extfile", "person.ext", "-out", "person.crt");
  await openssl("x509", "-in", "person.crt", "-outform", "DER", "-out", "certificate.der");
  await openssl("x509", "-in", "issuer.crt", "-outform", "DER", "-out", "issuer.der");
  await openssl("pkey", "-in", "key.pem", "-pubout", "-out", "public.pem");
  return { keyPath: at("key.pem"), publicKeyPath: at("public.pem"), certificatePath: at("certificate.der"), issuerPath: at("issuer.der") };
}

/** Whether the OpenSSL command line accepts a signature as a `Signer` gives it, by somebody who has only the public key. */
export async function isAcceptedByOpenssl(folder: string, kind: CardKeyKind, bytes: Uint8Array, signature: Uint8Array): Promise<boolean> {
  await writeFile(join(folder, "signed.bin"), bytes);
  await writeFile(join(folder, "signature.bin"), kind === "rsa" ? signature : derSignature(signature));
  const options = kind === "sm2" ? ["-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678"] : ["-rawin", "-digest", "sha256"];
  const { stdout } = await run("openssl", ["pkeyutl", "-verify", "-pubin", "-inkey", "public.pem", "-in", "signed.bin", "-sigfile", "signature.bin", ...options], { cwd: folder })
    .catch((error: { stdout: string }) => error);
  return stdout.includes("Signature Verified Successfully");
}

/** SEQUENCE { r INTEGER, s INTEGER } of r‖s. */
function derSignature(signature: Uint8Array): Buffer {
  const integer = (bytes: Uint8Array): Buffer => {
    const value = Buffer.from(BigInt(`0x${Buffer.from(bytes).toString("hex")}`).toString(16).padStart(64, "0").replace(/^(00)+/, ""), "hex");
    const positive = (value[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), value]) : value;
    return Buffer.concat([Buffer.from([2, positive.length]), positive]);
  };
  const parts = Buffer.concat([integer(signature.subarray(0, 32)), integer(signature.subarray(32))]);
  return Buffer.concat([Buffer.from([0x30, parts.length]), parts]);
}


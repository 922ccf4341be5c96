import { X509Certificate } from "node:crypto";
import type { Verification } from "../../contracts/certificates.ts";
import { verificationLines } from "../../contracts/wording/certificate-commands.ts";
import { Failure } from "../../domain/failure.ts";
import { instantOf } from "../../domain/time/instant.ts";
import { exportRegister, readRegisterExport, verifyOffline } from "../../server/certificates/register-export.ts";
import { verifyFile } from "../../server/certificates/verify-certificate.ts";
import { readTrustRoots } from "../../server/seal/centre-authority.ts";
import type { CentreChoice } from "../centre-options.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { readInput, writeNewFile } from "./files.ts";
import { useCentre } from "./use-centre.ts";

export interface VerifyFileOptions extends CentreChoice {
  readonly root?: string;
  readonly register?: string;
  readonly json?: boolean;
}

/** R-CERT-2, R-CERT-4: by the centre's own data, or far from it by an exported root and register. */
export async function verify(file: string, options: VerifyFileOptions, terminal: Terminal): Promise<ExitCode> {
  const bytes = await readInput(file);
  const { root, register } = options;
  const verification = root === undefined ? await useCentre(options, (centre) => verifyFile(centre, bytes)) : await verifyByFiles(bytes, root, register);
  if (options.json) terminal.print(JSON.stringify({ file, ...verification }));
  else for (const line of verificationLines(file, verification)) terminal.print(line);
  return verification.state === "valid" ? 0 : 1;
}

async function verifyByFiles(bytes: Uint8Array, rootFile: string, registerFile: string | undefined): Promise<Verification> {
  const roots = rootsIn(await readInput(rootFile), rootFile);
  const register = registerFile === undefined ? undefined : readRegisterExport((await readInput(registerFile)).toString("utf8"), roots);
  return verifyOffline(bytes, { roots, register, now: instantOf(Date.now()) });
}

export async function exportRoots(options: CentreChoice & { readonly out: string }, terminal: Terminal): Promise<ExitCode> {
  const roots = await useCentre(options, ({ database }) => readTrustRoots(database, "seals"));
  if (roots.length === 0) throw new Failure("authority-missing");
  return writeNewFile(options.out, roots.map((root) => new X509Certificate(root).toString()).join(""), terminal);
}

export async function exportWholeRegister(options: CentreChoice & { readonly out: string }, terminal: Terminal): Promise<ExitCode> {
  return writeNewFile(options.out, `${await useCentre(options, exportRegister)}\n`, terminal);
}

/** PEM, one root after the other. */
function rootsIn(text: Buffer, file: string): Uint8Array[] {
  const pems = text.toString("utf8").match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  try {
    if (pems.length === 0) throw new Error("no certificate");
    return pems.map((pem) => new X509Certificate(pem).raw);
  } catch (cause) {
    throw new Failure("root-file-invalid", { cause, details: { file } });
  }
}

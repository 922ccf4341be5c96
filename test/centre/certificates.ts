import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

export interface CertificateFiles {
  keyFile: string;
  certificateFile: string;
}

/** A certificate authority of a test's own, by Debian's package `openssl`. */
export interface TestAuthority extends CertificateFiles {
  /** Signs a certificate for `127.0.0.1` unless told otherwise; `days` below 0: one that ran out so long ago. */
  sign(name: string, options?: { host?: string; days?: number }): CertificateFiles;
}

const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

export function makeAuthority(folder: string, authority: string): TestAuthority {
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const filesOf = (name: string): CertificateFiles => ({ keyFile: join(folder, `${name}-key.pem`), certificateFile: join(folder, `${name}.pem`) });
  const own = filesOf(authority);
  openssl("req", "-x509", ...newKey, "-subj", `/CN=${authority}`, "-days", "2", "-keyout", own.keyFile, "-out", own.certificateFile);
  return {
    ...own,
    sign(name, { host = "IP:127.0.0.1", days = 1 } = {}) {
      const files = filesOf(name);
      const [request, extensions] = [join(folder, `${name}.csr`), join(folder, `${name}.ext`)];
      writeFileSync(extensions, `subjectAltName=${host}\n`);
      openssl("req", ...newKey, "-subj", `/CN=${name}`, "-keyout", files.keyFile, "-out", request);
      openssl(
        "x509", "-req", "-in", request, "-CA", own.certificateFile, "-CAkey", own.keyFile, "-CAcreateserial",
        "-days", String(days), "-extfile", extensions, "-out", files.certificateFile,
      );
      return files;
    },
  };
}

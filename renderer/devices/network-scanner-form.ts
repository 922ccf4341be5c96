import { networkScannerSchema, type NetworkScanner } from "../../contracts/ipc/devices.ts";

/** A network scanner as it is typed. */
export interface NetworkScannerForm {
  readonly name: string;
  readonly url: string;
  readonly certificate: string | null;
}

/** What is typed without a scheme speaks HTTP; without a path, its documents lie where nearly every device has them. */
export function fullScannerUrl(typed: string): string {
  const text = typed.trim();
  const withScheme = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`;
  return /^[a-z]+:\/\/[^/]+\/?$/i.test(withScheme) ? `${withScheme.replace(/\/$/, "")}/eSCL` : withScheme.replace(/\/$/, "");
}

export function scannerFromForm({ name, url, certificate }: NetworkScannerForm): NetworkScanner {
  const full = fullScannerUrl(url);
  return { url: full, name: name.trim() || null, certificate: full.startsWith("https:") ? certificate : null };
}

export function findScannerProblem(form: NetworkScannerForm): string | null {
  const isRight = form.url.trim() !== "" && networkScannerSchema.safeParse(scannerFromForm(form)).success;
  return isRight ? null : "请填写扫描仪的地址，例如 192.168.1.20 或 http://192.168.1.20/eSCL。";
}

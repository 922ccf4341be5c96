import { a4PrinterSchema, type A4PrinterSettings } from "../../contracts/ipc/printers.ts";

/** An A4 printer as it is typed. */
export interface A4PrinterForm {
  readonly name: string;
  readonly kind: "ipp" | "cups";
  readonly url: string;
  readonly certificate: string | null;
  readonly queue: string;
}

export function a4PrinterToForm(printer: A4PrinterSettings | null): A4PrinterForm {
  const connection = printer?.connection;
  return {
    name: printer?.name ?? "A4 打印机",
    kind: connection?.kind ?? "ipp",
    url: connection?.kind === "ipp" ? connection.url : "",
    certificate: connection?.kind === "ipp" ? connection.certificate : null,
    queue: connection?.kind === "cups" ? connection.queue : "",
  };
}

/** What is typed without a scheme is IPP's; without a path, the one nearly every printer has. */
export function fullPrinterUrl(typed: string): string {
  const text = typed.trim();
  const withScheme = /^[a-z]+:\/\//i.test(text) ? text : `ipp://${text}`;
  return /^[a-z]+:\/\/[^/]+\/?$/i.test(withScheme) ? `${withScheme.replace(/\/$/, "")}/ipp/print` : withScheme;
}

export function isSecureUrl(url: string): boolean {
  return /^(ipps|https):\/\//i.test(url);
}

export function a4PrinterFromForm({ name, kind, url, certificate, queue }: A4PrinterForm, printerId: string): A4PrinterSettings {
  const full = fullPrinterUrl(url);
  return {
    printerId,
    name: name.trim(),
    connection: kind === "ipp" ? { kind, url: full, certificate: isSecureUrl(full) ? certificate : null } : { kind, queue: queue.trim() },
  };
}

export function findA4PrinterProblems(form: A4PrinterForm): Partial<Record<"name" | "url" | "queue", string>> {
  const parsed = a4PrinterSchema.safeParse(a4PrinterFromForm(form, "new"));
  const wrong = new Set(parsed.error?.issues.map(({ path }) => path.at(-1)));
  return {
    ...(wrong.has("name") && { name: "请填写名称，不超过 60 个字。" }),
    ...((wrong.has("url") || (form.kind === "ipp" && form.url.trim() === "")) && { url: "请填写打印机的地址，例如 192.168.1.30 或 ipp://192.168.1.30/ipp/print。" }),
    ...(wrong.has("queue") && { queue: "请填写 CUPS 里的队列名，不含空格。" }),
  };
}

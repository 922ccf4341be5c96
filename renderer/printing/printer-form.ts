import type { PrinterSettings } from "../../contracts/ipc/printers.ts";

/** A printer as it is typed. */
export interface PrinterForm {
  readonly name: string;
  readonly kind: PrinterSettings["connection"]["kind"];
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly queue: string;
  readonly model: string | null;
  readonly paperWidthMm: 80 | 58;
  readonly dotsPerInch: PrinterSettings["dotsPerInch"];
  readonly characters: PrinterSettings["characters"];
  readonly answers: boolean;
  readonly cuts: boolean;
}

export function printerToForm(printer: PrinterSettings | null): PrinterForm {
  const connection = printer?.connection;
  return {
    name: printer?.name ?? "凭条打印机",
    kind: connection?.kind ?? "network",
    host: connection?.kind === "network" ? connection.host : "",
    port: connection?.kind === "network" ? String(connection.port) : "9100",
    path: connection?.kind === "device-file" ? connection.path : "/dev/usb/lp0",
    queue: connection?.kind === "windows-queue" ? connection.queue : "",
    model: printer?.model ?? null,
    paperWidthMm: printer?.paperWidthMm ?? 80,
    dotsPerInch: printer?.dotsPerInch ?? 203,
    characters: printer?.characters ?? "gbk",
    answers: printer?.answers ?? true,
    cuts: printer?.cuts ?? true,
  };
}

export function findPrinterProblems(form: PrinterForm): Partial<Record<"name" | "host" | "port" | "path" | "queue", string>> {
  const port = Number(form.port.trim());
  return {
    ...(form.name.trim() === "" ? { name: "请填写名称。" } : {}),
    ...(form.kind === "network" && !/^[\w.:-]+$/.test(form.host.trim()) ? { host: "请填写打印机的地址，例如 192.168.1.50。" } : {}),
    ...(form.kind === "network" && !(Number.isInteger(port) && port >= 1 && port <= 65535) ? { port: "端口是 1 至 65535 的整数，一般是 9100。" } : {}),
    ...(form.kind === "device-file" && !/^\/\S+$/.test(form.path.trim()) ? { path: "设备文件以 / 开头，例如 /dev/usb/lp0。" } : {}),
    ...(form.kind === "windows-queue" && form.queue.trim() === "" ? { queue: "请填写 Windows“打印机和扫描仪”里的名称。" } : {}),
  };
}

/** Call only when there are no problems. */
export function printerFromForm(form: PrinterForm, printerId: string): PrinterSettings {
  return {
    printerId,
    name: form.name.trim(),
    connection: connectionFromForm(form),
    model: form.model,
    paperWidthMm: form.paperWidthMm,
    dotsPerInch: form.dotsPerInch,
    characters: form.characters,
    answers: form.answers,
    cuts: form.cuts,
  };
}

function connectionFromForm({ kind, host, port, path, queue }: PrinterForm): PrinterSettings["connection"] {
  if (kind === "network") return { kind, host: host.trim(), port: Number(port.trim()) };
  return kind === "device-file" ? { kind, path: path.trim() } : { kind, queue: queue.trim() };
}

/** What a form takes over from a printer that was found. */
export function formOfConnection(connection: PrinterSettings["connection"]): Partial<PrinterForm> {
  if (connection.kind === "network") return { kind: connection.kind, host: connection.host, port: String(connection.port) };
  return connection.kind === "device-file" ? { kind: connection.kind, path: connection.path } : { kind: connection.kind, queue: connection.queue };
}

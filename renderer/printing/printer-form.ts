import type { PrinterSettings } from "../../contracts/ipc/printers.ts";

/** A printer as it is typed. */
export interface PrinterForm {
  readonly name: string;
  readonly kind: "network" | "device-file";
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly paperWidthMm: 80 | 58;
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
    paperWidthMm: printer?.paperWidthMm ?? 80,
    characters: printer?.characters ?? "gbk",
    answers: printer?.answers ?? true,
    cuts: printer?.cuts ?? true,
  };
}

export function findPrinterProblems(form: PrinterForm): Partial<Record<"name" | "host" | "port" | "path", string>> {
  const port = Number(form.port.trim());
  return {
    ...(form.name.trim() === "" ? { name: "请填写名称。" } : {}),
    ...(form.kind === "network" && !/^[\w.:-]+$/.test(form.host.trim()) ? { host: "请填写打印机的地址，例如 192.168.1.50。" } : {}),
    ...(form.kind === "network" && !(Number.isInteger(port) && port >= 1 && port <= 65535) ? { port: "端口是 1 至 65535 的整数，一般是 9100。" } : {}),
    ...(form.kind === "device-file" && !/^\/\S+$/.test(form.path.trim()) ? { path: "设备文件以 / 开头，例如 /dev/usb/lp0。" } : {}),
  };
}

/** Call only when there are no problems. */
export function printerFromForm(form: PrinterForm, printerId: string): PrinterSettings {
  return {
    printerId,
    name: form.name.trim(),
    connection:
      form.kind === "network"
        ? { kind: "network", host: form.host.trim(), port: Number(form.port.trim()) }
        : { kind: "device-file", path: form.path.trim() },
    paperWidthMm: form.paperWidthMm,
    characters: form.characters,
    answers: form.answers,
    cuts: form.cuts,
  };
}

import { Failure } from "../../domain/failure.ts";
import type { Naps2Ending } from "./naps2-environment.ts";

/**
 * What NAPS2 says when something is wrong, in English and in the Chinese it speaks under Chinese Windows. It has one exit code for all
 * of it (1), and none at all (0) for what it did not foresee: its words are what there is to go by. The one place that knows them.
 */
const SAYINGS: readonly (readonly [RegExp, string])[] = [
  [/paper jam|卡纸/, "scanner-jam"],
  [/cover is open|原稿盖已打开/, "scanner-cover-open"],
  [/No pages are in the feeder|输稿器中未发现纸张/, "scanner-feeder-empty"],
  [/could not be found|No scanning device was found|is offline|无法找到所选的扫描仪|未找到扫描设备|脱机/, "scanner-device-gone"],
  [/Communication with the scanning device was interrupted|与扫描设备的通信/, "scanner-connection-lost"],
  [/is busy|is warming up|正在工作|正在预热/, "scanner-busy"],
  [/does not support using|不支持使用输稿器|不支持双面扫描/, "scanner-option-refused"],
  [/error occurred with the scanning driver|unexpected error|error occurred when trying to save|permission to save|driver is not supported|尝试扫描文件发生错误|不受本系统支持/, "scanner-failed"],
];

/** Undefined when it came to its end well: after at least one sheet, or with nothing to complain of. */
export function findNaps2Failure({ exitCode, lines }: Naps2Ending, device: string, sheets: number): Failure | undefined {
  const code = SAYINGS.find(([saying]) => lines.some((line) => saying.test(line)))?.[1] ?? (exitCode === 0 ? undefined : "scanner-failed");
  if (code === undefined) return sheets > 0 ? undefined : failureOf("scanner-feeder-empty", device, exitCode);
  return failureOf(code, device, exitCode);
}

function failureOf(code: string, device: string, exitCode: number | null): Failure {
  const details = code === "scanner-option-refused" ? { device, option: "source" } : { device };
  return new Failure(code, { retryable: code !== "scanner-option-refused", details, message: `${code}: NAPS2.Console ended with ${exitCode}` });
}

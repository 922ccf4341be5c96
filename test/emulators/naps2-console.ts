import { copyFileSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";

/**
 * Stands where `NAPS2.Console.exe` stands and behaves as it does (written from its source, version 7): the same options, the same
 * lines, one exit code for every error and none for what it did not foresee, and files only when the whole batch is over.
 * Started as a program; what lies in the scanner and what goes wrong is in the JSON file that `NAPS2_EMULATOR` names.
 */
export interface Naps2Scene {
  readonly devices: Readonly<Record<"twain" | "wia", readonly string[]>>;
  /** JPEG files lying in the feeder; on the glass lies the first. */
  readonly sheets: readonly string[];
  readonly canDuplex?: boolean;
  readonly fault?: Naps2Fault;
  /** Sheets that go through before the fault. */
  readonly faultAfter?: number;
  /** The language of the system. */
  readonly language?: "en" | "zh";
  /** Bytes of the console: a Chinese Windows writes GBK. */
  readonly isGbk?: boolean;
  readonly sheetDelayMs?: number;
}

export type Naps2Fault = "jam" | "cover" | "offline" | "busy" | "warming-up" | "interrupted" | "driver-error" | "crash" | "hang" | "no-driver";

const sayings: Readonly<Record<Exclude<Naps2Fault, "crash" | "hang"> | "not-found" | "empty" | "no-duplex", readonly [en: string, zh: string]>> = {
  jam: ["The scanner has a paper jam.", "扫描仪发生卡纸."],
  cover: ["The scanner's cover is open.", "扫描仪原稿盖已打开."],
  offline: ["The selected scanner is offline.", "选定的扫描仪处于脱机状态."],
  busy: ["The selected scanner is busy.", "选定的扫描仪正在工作."],
  "warming-up": ["The scanner is warming up.", "扫描仪正在预热."],
  interrupted: ["Communication with the scanning device was interrupted.", "与扫描设备的通信中断."],
  "driver-error": ["An error occurred with the scanning driver.", "尝试扫描文件发生错误."],
  "no-driver": ["The selected driver is not supported on this system.", "所选驱动程序不受本系统支持."],
  "not-found": ["The selected scanner could not be found.", "无法找到所选的扫描仪."],
  empty: ["No pages are in the feeder.", "输稿器中未发现纸张."],
  "no-duplex": ["The selected scanner does not support using duplex. If your scanner is supposed to support duplex, try using a different driver.", "所选的扫描仪不支持双面扫描。如果您的扫描仪支持双面扫描，请尝试使用不同的驱动程序."],
};

/** GBK of the few characters the sayings hold: Node writes no GBK, but can read it. */
function toGbk(text: string): Buffer {
  const decoder = new TextDecoder("gbk");
  const bytes = new Map<string, readonly number[]>();
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      const character = decoder.decode(Uint8Array.of(high, low));
      if (character.length === 1) bytes.set(character, [high, low]);
    }
  }
  return Buffer.from([...text].flatMap((character) => (character < "\x80" ? [character.charCodeAt(0)] : (bytes.get(character) ?? [0x3f]))));
}

async function main(args: readonly string[]): Promise<number> {
  const scene = JSON.parse(readFileSync(process.env["NAPS2_EMULATOR"] ?? "", "utf8")) as Naps2Scene;
  const write = (line: string): void => void process.stdout.write(scene.isGbk ? toGbk(`${line}\r\n`) : `${line}\r\n`);
  let hasError = false;
  const displayError = (saying: keyof typeof sayings): void => {
    hasError = true;
    write(sayings[saying][scene.language === "zh" ? 1 : 0]);
  };
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      output: { ...text, short: "o" }, noprofile: flag, driver: text, device: text, listdevices: flag, source: text, bitdepth: text, dpi: text, pagesize: text,
      jpegquality: text, force: { ...flag, short: "f" }, verbose: { ...flag, short: "v" },
    },
  });
  const devices = scene.devices[values.driver as "twain" | "wia"];
  if (devices === undefined) return fail("The --driver option must be set to use the --device or --listdevices option. Possible values: wia, twain, escl");
  if (scene.fault === "no-driver" && values.driver === "twain") {
    // Thrown, not displayed: the exit code stays 0.
    write(sayings["no-driver"][scene.language === "zh" ? 1 : 0]);
    return 0;
  }
  if (values.listdevices) {
    devices.forEach(write);
    return 0;
  }
  const outputPath = values.output ?? "";
  if (outputPath === "") return fail("At least one of the -o/--output, -e/--email, or -a/--autosave options must be specified.");
  if (!devices.some((name) => name.toLowerCase().includes((values.device ?? "?").toLowerCase()))) {
    displayError("not-found");
    return 1;
  }
  const verbose = (line: string): void => {
    if (values.verbose) write(line);
  };
  verbose("Beginning scan...");
  verbose("Starting scan 1 of 1...");
  const scanned: string[] = [];
  const waiting = values.source === "glass" ? scene.sheets.slice(0, 1) : scene.sheets;
  if (values.source === "duplex" && !scene.canDuplex) displayError("no-duplex");
  else if (waiting.length === 0) displayError("empty");
  else {
    for (const [index, sheet] of [...waiting, undefined].entries()) {
      if (scene.fault !== undefined && index === (scene.faultAfter ?? 0)) {
        if (scene.fault === "hang") await delay(2 ** 31 - 1);
        if (scene.fault === "crash") {
          write("An unexpected error occurred.");
          write("Object reference not set to an instance of an object.");
          return 0;
        }
        displayError(scene.fault as Exclude<Naps2Fault, "hang" | "crash">);
        break;
      }
      if (sheet === undefined) break;
      await delay(scene.sheetDelayMs ?? 0);
      for (const side of values.source === "duplex" ? [sheet, sheet] : [sheet]) {
        scanned.push(side);
        verbose(`Scanned page ${scanned.length}.`);
      }
    }
  }
  verbose(`${scanned.length} page(s) scanned.`);
  verbose("Exporting...");
  scanned.forEach((sheet, index) => {
    verbose(`Exporting image ${index + 1} of ${scanned.length}...`);
    copyFileSync(sheet, outputPath.replace("$(nnnn)", String(index + 1).padStart(4, "0")));
  });
  verbose(`Finished saving images to ${outputPath}`);
  return hasError ? 1 : 0;

  function fail(line: string): number {
    write(line);
    return 1;
  }
}

if (process.argv[1] === import.meta.filename) process.exitCode = await main(process.argv.slice(2));

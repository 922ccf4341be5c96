import { join } from "node:path";
import sharp from "sharp";
import { hasPurpose } from "../build/machine-packages.ts";
import type { DeviceStatus } from "../contracts/ipc/devices.ts";
import { deviceFamilyNames, deviceStateWording } from "../contracts/wording/devices.ts";
import { formatMinute } from "../contracts/wording/time.ts";
import { wordingOf } from "../contracts/wording/wording.ts";
import type { Workstation } from "../electron/workstation/workstation.ts";
import { startEsclEmulator, type EsclEmulator } from "../test/emulators/escl.ts";
import { startIppEvePrinter, type IppEvePrinter } from "../test/emulators/ipp-eve-printer.ts";
import { ReceiptPrinterEmulator } from "../test/emulators/receipt-printer.ts";
import { startNetworkPrinter, type NetworkPrinter } from "../test/emulators/receipt-printer-network.ts";
import { createSamVEmulator, type SamVEmulator } from "../test/emulators/sam-v.ts";
import { loadSamVCard } from "../test/emulators/sam-v-card.ts";
import { openSamVSerialLine, type SamVSerialLine } from "../test/emulators/sam-v-line.ts";
import { saveScreenshot, type LaunchedApp } from "../test/e2e/launch.ts";
import type { Checks } from "./checks.ts";

/** Emulated devices that speak their own protocols; what this machine lacks the packages for is left out. */
export interface DemoDevices {
  /** Sets them up at a desk and shows each at work and in trouble. They stay set up there. */
  show(workstation: Workstation, check: Checks["check"]): Promise<void>;
  /** Paper out, off, unplugged: for a picture of the page that says so. */
  breakAll(): Promise<void>;
  close(): Promise<void>;
}

interface Parts {
  readonly slip: ReceiptPrinterEmulator;
  readonly slipLine: NetworkPrinter;
  readonly scanner: EsclEmulator;
  readonly office: IppEvePrinter | undefined;
  readonly cards: SamVEmulator;
  readonly cardLine: SamVSerialLine | undefined;
}

export async function openDemoDevices(): Promise<DemoDevices> {
  const slip = new ReceiptPrinterEmulator();
  const cards = createSamVEmulator();
  const front = await sharp(join(import.meta.dirname, "../samples/02-营业执照.jpg")).toBuffer();
  const [slipLine, scanner, office, cardLine] = await Promise.all([
    startNetworkPrinter(slip),
    startEsclEmulator({ sheets: [{ front }] }),
    hasPurpose("networkPrinting") ? startIppEvePrinter() : undefined,
    hasPurpose("serial") ? openSamVSerialLine(cards) : undefined,
  ]);
  const parts = { slip, slipLine, scanner, office, cards, cardLine };
  return {
    show: (workstation, check) => showAll(parts, workstation, check),
    async breakAll() {
      slip.setFaults({ hasPaper: false });
      await Promise.all([scanner.unplug(), office?.cutPower(), cardLine?.unplug()]);
    },
    async close() {
      await Promise.all([slipLine.close(), scanner.unplug(), office?.close(), cardLine?.close()]);
    },
  };
}

/** The page 设备设置 of the real app on the desk's data, once every fault of `breakAll` shows on it. */
export async function photographDevices(app: LaunchedApp, path: string): Promise<void> {
  await app.page.keyboard.press("Control+6");
  await app.page.getByRole("option", { name: /窗口小票机.*缺纸/ }).waitFor();
  await app.page.getByRole("option", { name: /网络扫描仪.*连接不上/ }).waitFor();
  await saveScreenshot(app, path);
}

async function showAll(parts: Parts, workstation: Workstation, check: Checks["check"]): Promise<void> {
  await showCardReader(parts, workstation, check);
  await showReceiptPrinter(parts, workstation, check);
  await showA4Printer(parts, workstation, check);
  await showScanner(parts, workstation, check);
}

async function showCardReader({ cards, cardLine }: Parts, workstation: Workstation, check: Checks["check"]): Promise<void> {
  if (cardLine === undefined) return console.log("  身份证阅读器：这台机器没有 socat，略过");
  await workstation.call("cards.configure", { reader: { path: cardLine.path } });
  await seen(workstation, "card-reader", "正常");
  const reading = workstation.call("cards.read", {});
  cards.layCard(loadSamVCard("resident"));
  const { name, identityNumber } = await reading;
  check(`读到证件：${name}，${identityNumber.slice(0, 6)}********${identityNumber.slice(-4)}`, name === "张㛃𠮷");
  await cardLine.unplug();
  await seen(workstation, "card-reader", "没有接好");
  await cardLine.plugIn();
  check("阅读器拔下、插上，都看得到", await seen(workstation, "card-reader", "正常"));
}

async function showReceiptPrinter({ slip, slipLine }: Parts, workstation: Workstation, check: Checks["check"]): Promise<void> {
  const connection = { kind: "network", host: slipLine.host, port: slipLine.port } as const;
  await workstation.call("printers.save", { printerId: "demo-slip", name: "窗口小票机", connection, paperWidthMm: 80, characters: "gb18030" });
  await seen(workstation, "demo-slip", "正常");
  check("凭条打印机打出测试页", await printsTestPage(workstation, "demo-slip"));
  slip.setFaults({ hasPaper: false });
  await seen(workstation, "demo-slip", "缺纸");
  slip.setFaults({ hasPaper: true, isCoverOpen: true });
  await seen(workstation, "demo-slip", "机盖打开");
  await slipLine.unplug();
  await seen(workstation, "demo-slip", "连接不上");
  slip.mend();
  await slipLine.plugIn();
  check("缺纸、开盖、断电，都看得到；恢复后正常", await seen(workstation, "demo-slip", "正常"));
}

async function showA4Printer({ office }: Parts, workstation: Workstation, check: Checks["check"]): Promise<void> {
  if (office === undefined) return console.log("  A4 打印机：这台机器没有 ippeveprinter，略过");
  await workstation.call("a4Printers.save", { printerId: "demo-a4", name: "窗口 A4 打印机", connection: { kind: "ipp", url: office.uri, certificate: null } });
  await seen(workstation, "demo-a4", "正常");
  await office.setAttention("media-jam");
  const { jobId } = await workstation.call("printers.test", { printerId: "demo-a4" });
  await seen(workstation, "demo-a4", "卡纸");
  const job = await jobReaches(workstation, jobId, (one) => one.failure !== null);
  if (job.failure) console.log(`    ${wordingOf(job.failure)}`);
  await office.mend();
  await jobReaches(workstation, jobId, ({ state }) => state === "printed");
  check("卡纸时任务等在打印机里，取出后自己打完，只打一份", (await office.readJobs()).length === 1);
}

async function showScanner({ scanner }: Parts, workstation: Workstation, check: Checks["check"]): Promise<void> {
  await workstation.call("networkScanners.save", { url: scanner.url, name: "网络扫描仪", certificate: null });
  const deviceId = `escl:${scanner.url}`;
  await seen(workstation, deviceId, "正常");
  const { width, height } = await workstation.call("scanners.test", { scannerId: deviceId });
  check(`网络扫描仪试扫一页：${width}×${height}`, width > 0 && height > width);
  await scanner.unplug();
  await seen(workstation, deviceId, "连接不上");
  await scanner.plugIn();
  check("扫描仪断电看得到，恢复后正常", await seen(workstation, deviceId, "正常"));
}

/** Asks as the settings page asks, until the device stands so; says it as the page says it. */
async function seen(workstation: Workstation, deviceId: string, state: string): Promise<boolean> {
  const status = await until(async () => {
    const found = (await workstation.call("devices.watch", {})).find((one) => one.deviceId === deviceId);
    return found !== undefined && deviceStateWording(found) === state ? found : undefined;
  });
  console.log(`    ${lineOf(status)}`);
  return true;
}

function lineOf(status: DeviceStatus): string {
  return `${deviceFamilyNames[status.family]} ${status.name}：${deviceStateWording(status)}（${formatMinute(status.since).slice(11)} 起）`;
}

async function printsTestPage(workstation: Workstation, printerId: string): Promise<boolean> {
  const { jobId } = await workstation.call("printers.test", { printerId });
  await jobReaches(workstation, jobId, ({ state }) => state === "printed");
  return true;
}

async function jobReaches(workstation: Workstation, jobId: string, isThere: (job: Awaited<ReturnType<typeof listJobs>>[number]) => boolean) {
  return until(async () => (await listJobs(workstation)).find((job) => job.jobId === jobId && isThere(job)));
}

function listJobs(workstation: Workstation) {
  return workstation.call("prints.list", {});
}

/** Throws when it does not come about within a minute. */
async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let round = 0; round < 300; round += 1) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("a device did not come to stand as it should within a minute");
}

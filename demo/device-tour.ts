import type { DeviceStatus } from "../contracts/ipc/devices.ts";
import { deviceFamilyNames, deviceStateWording } from "../contracts/wording/devices.ts";
import { formatMinute } from "../contracts/wording/time.ts";
import { wordingOf } from "../contracts/wording/wording.ts";
import type { Applicant } from "../domain/case/application.ts";
import type { Workstation } from "../electron/workstation/workstation.ts";
import { loadSamVCard } from "../test/emulators/sam-v-card.ts";
import type { Checks } from "./checks.ts";
import type { Desk } from "./desk.ts";
import { jobReaches, type DemoDevices } from "./devices.ts";
import { until } from "./until.ts";

type Check = Checks["check"];

/** Reads an identity card laid on the reader, as the applicant's form takes it; undefined without a reader. */
export async function readApplicant({ cards, cardLine }: DemoDevices, { workstation }: Desk, check: Check): Promise<Applicant | undefined> {
  if (cardLine === undefined) {
    console.log("  身份证阅读器：这台机器没有 socat，略过");
    return undefined;
  }
  await workstation.call("cards.configure", { reader: { path: cardLine.path } });
  await seen(workstation, "card-reader", "正常");
  const reading = workstation.call("cards.read", {});
  cards.layCard(loadSamVCard("resident"));
  const { name, identityKind, identityNumber, address, photoWlt, isReadFromCard } = await reading;
  check(`读到证件：${name}，${identityNumber.slice(0, 6)}********${identityNumber.slice(-4)}`, name === "张㛃𠮷" && isReadFromCard);
  await cardLine.unplug();
  await seen(workstation, "card-reader", "没有接好");
  await cardLine.plugIn();
  check("阅读器拔下、插上，都看得到", await seen(workstation, "card-reader", "正常"));
  return { kind: "person", name, identityKind, identityNumber, address, photoWlt, isReadFromCard };
}

export async function showReceiptPrinter({ slip, slipLine }: DemoDevices, desk: Desk, check: Check): Promise<void> {
  const { workstation } = desk;
  const connection = { kind: "network", host: slipLine.host, port: slipLine.port } as const;
  await workstation.call("printers.save", { printerId: "demo-slip", name: "窗口小票机", connection, paperWidthMm: 80, characters: "gb18030" });
  await seen(workstation, "demo-slip", "正常");
  const { jobId } = await workstation.call("printers.test", { printerId: "demo-slip" });
  await jobReaches(desk, jobId, ({ state }) => state === "printed");
  check("凭条打印机打出测试页", slip.lines.some((line) => line.includes("打印测试页")));
  slip.setFaults({ hasPaper: false });
  await seen(workstation, "demo-slip", "缺纸");
  slip.setFaults({ hasPaper: true, isCoverOpen: true });
  await seen(workstation, "demo-slip", "机盖打开");
  await slipLine.unplug();
  await seen(workstation, "demo-slip", "连接不上");
  slip.restart();
  await slipLine.plugIn();
  check("缺纸、开盖、断电，都看得到；恢复后正常", await seen(workstation, "demo-slip", "正常"));
}

export async function showA4Printer({ office }: DemoDevices, desk: Desk, check: Check): Promise<void> {
  if (office === undefined) return console.log("  A4 打印机：这台机器没有 ippeveprinter，略过");
  const { workstation } = desk;
  await addA4Printer(office, desk, "窗口 A4 打印机");
  await seen(workstation, "demo-a4", "正常");
  await office.setAttention("media-jam");
  const { jobId } = await workstation.call("printers.test", { printerId: "demo-a4" });
  await seen(workstation, "demo-a4", "卡纸");
  const job = await jobReaches(desk, jobId, ({ failure }) => failure !== null);
  if (job.failure) console.log(`    ${wordingOf(job.failure)}`);
  await office.mend();
  await jobReaches(desk, jobId, ({ state }) => state === "printed");
  check("卡纸时任务等在打印机里，取出后自己打完，只打一份", (await office.readJobs()).length === 1);
}

export async function addA4Printer(office: { uri: string }, { workstation }: Desk, name: string): Promise<void> {
  await workstation.call("a4Printers.save", { printerId: "demo-a4", name, connection: { kind: "ipp", url: office.uri, certificate: null } });
}

export async function showScanner({ scanner }: DemoDevices, { workstation }: Desk, check: Check): Promise<void> {
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
  }, `${deviceId} ${state}`);
  console.log(`    ${lineOf(status)}`);
  return true;
}

function lineOf(status: DeviceStatus): string {
  return `${deviceFamilyNames[status.family]} ${status.name}：${deviceStateWording(status)}（${formatMinute(status.since).slice(11)} 起）`;
}

import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serviceCenter, type SeedOffice } from "../server/seed/offices.ts";
import { startCentre } from "../server/start.ts";
import { seedTrial } from "../server/trial.ts";
import { startFaultProxy } from "../test/emulators/fault-proxy.ts";
import type { Checks } from "./checks.ts";
import { startClock } from "./clock.ts";
import { openDesk, type Desk } from "./desk.ts";
import { addA4Printer } from "./device-tour.ts";
import { openDemoDevices } from "./devices.ts";
import { openPaperSource, prepareScannerConfiguration } from "./paper-source.ts";
import { step, type Stage } from "./stage.ts";

/** More than ten working days, whatever holidays lie between. */
const daysBack = 28;

/** A centre with the trial's people and items, a window that has joined it, and emulated devices; everything it opens is put into `closing`. */
export async function openStage(outputFolder: string, check: Checks["check"], closing: (() => Promise<unknown>)[]): Promise<Stage> {
  const atEnd: Stage["atEnd"] = (close) => void closing.unshift(close);
  await rm(outputFolder, { recursive: true, force: true });
  await mkdir(outputFolder, { recursive: true });
  const workFolder = await mkdtemp(join(tmpdir(), "yichuang-demo-"));
  // Run by root, the embedded PostgreSQL is another user and must be let through to its own folder.
  await chmod(workFolder, 0o711);
  atEnd(() => rm(workFolder, { recursive: true, force: true }));

  step("审批中心启动（内嵌 PostgreSQL），载入示例区划的单位、人员和事项");
  const clock = startClock(daysBack);
  console.log(`  演示的时钟从 ${daysBack} 天前开始走，缴费期限过后拨到今天；审批中心和各台工作站都用它`);
  const centre = await startCentre({ dataFolder: join(workFolder, "centre"), now: clock.now, dueWorkEveryMs: 1000 });
  atEnd(() => centre.close());
  const { enrolmentCodeFor } = await seedTrial(centre.centre);
  const network = await startFaultProxy(centre.url);
  atEnd(() => network.close());
  const devices = await openDemoDevices();
  atEnd(() => devices.close());

  const place = { clock, workFolder, exportFolder: outputFolder, centreUrl: network.url, saneConfigFolder: await prepareScannerConfiguration(workFolder) };
  const desks = new Map<SeedOffice, Desk>();
  const deskOf = async (office: SeedOffice): Promise<Desk> => {
    const known = desks.get(office);
    if (known) return known;
    const desk = await openDesk({ ...place, office, enrolmentCode: await enrolmentCodeFor(office.id) });
    atEnd(() => desk.close());
    desks.set(office, desk);
    if (devices.office && office.kind === "department") await addA4Printer(devices.office, desk, "制证打印机");
    return desk;
  };

  step("窗口工作站入网、登录");
  const window = await deskOf(serviceCenter);
  await window.sitDown("window-clerk");
  const paper = await openPaperSource(window);
  console.log(`  纸张来自：${paper.feeder ? `SANE ${paper.feeder.name}（馈纸器）和 samples/` : "samples/（没有 SANE 测试设备）"}`);
  return { centre, clock, network, window, paper, devices, check, cases: [], outputFolder, workFolder, deskOf, atEnd };
}

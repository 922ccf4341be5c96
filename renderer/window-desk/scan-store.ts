import { createStore } from "zustand/vanilla";
import type { ScanChoice, ScannerInfo, ScanProgress, ScanTarget } from "../../contracts/ipc/scanning.ts";
import { isFailure } from "../../domain/failure.ts";
import type { PageId } from "../../domain/ids.ts";
import type { NoticeStore } from "../app/notice-store.ts";
import type { Services } from "../app/services.ts";
import { readPicture, type PictureSource } from "./read-picture.ts";

export type ScanSource = ScannerInfo["sources"][number];

/** The scanner in use, by its address and, should it come back in another socket, by its name; and what it is set to. */
export interface ScanSettings extends ScanChoice {
  readonly scannerId: string | null;
  readonly scannerName: string | null;
}

/** Batches of pages on their way into the case, and the scanner they come from. */
export interface ScanStore {
  readonly scanners: readonly ScannerInfo[];
  readonly isLooking: boolean;
  readonly settings: ScanSettings;
  /** Newest last; a finished one stays until closed when it has something to say. */
  readonly jobs: readonly ScanProgress[];
  /** Pages of this session that nobody may be able to read: to be scanned again while the applicant is still there. */
  readonly unclearPages: ReadonlySet<PageId>;
  findScanners(): Promise<void>;
  chooseScanner(scannerId: string): void;
  /** Kept for this device. */
  change(choice: Partial<ScanChoice>): void;
  scan(target: ScanTarget): Promise<void>;
  /** Reads the files one by one, as the batch takes them; resolves when it has taken the last or takes no more. */
  importFiles(target: ScanTarget, sources: readonly PictureSource[]): Promise<void>;
  cancel(jobId: string): Promise<void>;
  close(jobId: string): void;
  start(): () => void;
}

const settingsPreference = "window-desk.scanner";
const usual: ScanSettings = { scannerId: null, scannerName: null, source: "feeder", resolutionDpi: 200, colour: "colour", pageSize: "a4" };
/** The device has gone, or was: the list no longer says what there is. */
const goneCodes: readonly string[] = ["scanner-device-gone", "scanner-connection-lost"];

export function createScanStore({ client, preferences }: Services, notices: () => NoticeStore) {
  const remembered = readSettings(preferences.read(settingsPreference));
  return createStore<ScanStore>()((set, get) => {
    const receive = (progress: ScanProgress): void => {
      const others = get().jobs.filter((job) => job.jobId !== progress.jobId);
      const isOver = progress.state !== "running";
      if (isOver) notices().show(hasTrouble(progress) ? "hint" : "done", summaryOf(progress));
      set({ jobs: isOver && !hasTrouble(progress) ? others : [...others, progress] });
      const unclear = unclearOf(progress).flatMap(({ pageId }) => (pageId === null || get().unclearPages.has(pageId) ? [] : [pageId]));
      if (unclear.length > 0) set({ unclearPages: new Set([...get().unclearPages, ...unclear]) });
      if (progress.failure && goneCodes.includes(progress.failure.code)) void get().findScanners();
    };
    const turnTo = (scanner: ScannerInfo | undefined, scanners = get().scanners): void => {
      const settings = scanner ? { ...scanner.chosen, scannerId: scanner.scannerId, scannerName: scanner.name } : { ...get().settings, scannerId: null };
      set({ scanners, settings });
      if (scanner) preferences.write(settingsPreference, JSON.stringify(settings));
    };
    return {
      scanners: [],
      isLooking: false,
      settings: remembered,
      jobs: [],
      unclearPages: new Set(),
      async findScanners() {
        set({ isLooking: true });
        try {
          const scanners = await client.call("scanners.list", {});
          turnTo(findScanner(scanners, get().settings), scanners);
        } catch (error) {
          notices().report(error);
        } finally {
          set({ isLooking: false });
        }
      },
      chooseScanner: (chosenId) => turnTo(get().scanners.find(({ scannerId }) => scannerId === chosenId)),
      change(change) {
        const { scannerId, source, resolutionDpi, colour, pageSize } = { ...get().settings, ...change };
        if (scannerId === null) return;
        const choice = { source, resolutionDpi, colour, pageSize };
        const scanners = get().scanners.map((scanner) => (scanner.scannerId === scannerId ? { ...scanner, chosen: choice } : scanner));
        turnTo(scanners.find((scanner) => scanner.scannerId === scannerId), scanners);
        client.call("scanners.choose", { scannerId, choice }).catch((error: unknown) => notices().report(error));
      },
      async scan(target) {
        const { scannerId, source, resolutionDpi, colour, pageSize } = get().settings;
        if (scannerId === null) {
          notices().show("problem", "没有找到扫描仪。办件没有改动。请检查电源和数据线后点“刷新”，也可以先用“导入文件”。");
          return;
        }
        try {
          await client.call("scans.start", { target, scannerId, source, resolutionDpi, colour, pageSize });
        } catch (error) {
          notices().report(error);
        }
      },
      async importFiles(target, sources) {
        if (sources.length === 0) return;
        try {
          const { jobId } = await client.call("scans.import", { target, fileCount: sources.length });
          for (const source of sources) {
            const { takesMore } = await client.call("scans.importFile", { jobId, file: await readPicture(source) });
            if (!takesMore) return;
          }
        } catch (error) {
          notices().report(error);
        }
      },
      async cancel(jobId) {
        try {
          await client.call("scans.cancel", { jobId });
        } catch (error) {
          // Over before the call arrived: there is nothing left to stop.
          if (!isFailure(error, "scan-unknown")) notices().report(error);
        }
      },
      close: (jobId) => set({ jobs: get().jobs.filter((job) => job.jobId !== jobId) }),
      start: () => client.subscribe("scans.progress", receive),
    };
  });
}

export function hasTrouble({ problems, warnings, failure, blankPageCount }: ScanProgress): boolean {
  return problems.length > 0 || warnings.length > 0 || failure !== null || blankPageCount > 0;
}

const unclearCodes: readonly string[] = ["unclear", "faint"];

function unclearOf({ warnings }: ScanProgress): ScanProgress["warnings"] {
  return warnings.filter(({ code }) => unclearCodes.includes(code));
}

/** `已加入 12 页，分到 3 份材料，2 页可能是空白，1 页看不清、请重扫，1 个没有导入。` */
export function summaryOf(progress: ScanProgress): string {
  const { finishedPageCount, blankPageCount, problems, state, target } = progress;
  const verb = target.replacesPageId === null ? "加入" : "重扫";
  const parts = [
    `${state === "cancelled" ? "已停止，保留" : `已${verb}`} ${finishedPageCount} 页`,
    progress.materials.length > 1 ? `分到 ${progress.materials.length} 份材料` : "",
    blankPageCount > 0 ? `${blankPageCount} 页可能是空白` : "",
    unclearOf(progress).length > 0 ? `${unclearOf(progress).length} 页看不清、请重扫` : "",
    problems.length > 0 ? `${problems.length} 个没有导入` : "",
    progress.failure !== null ? "扫描中断" : "",
  ];
  return `${parts.filter((part) => part !== "").join("，")}。`;
}

/** The one in use, also when it came back in another socket; else the first there is. */
export function findScanner(scanners: readonly ScannerInfo[], { scannerId, scannerName }: Pick<ScanSettings, "scannerId" | "scannerName">): ScannerInfo | undefined {
  return scanners.find((scanner) => scanner.scannerId === scannerId) ?? scanners.find(({ name }) => name === scannerName) ?? scanners[0];
}

function readSettings(text: string | null): ScanSettings {
  try {
    return { ...usual, ...(JSON.parse(text ?? "{}") as Partial<ScanSettings>) };
  } catch {
    return usual;
  }
}

import { createStore } from "zustand/vanilla";
import type { ScannerInfo, ScanProgress, ScanTarget } from "../../contracts/ipc/scanning.ts";
import { isFailure } from "../../domain/failure.ts";
import type { NoticeStore } from "../app/notice-store.ts";
import type { Services } from "../app/services.ts";

export type ScanSource = ScannerInfo["sources"][number];

export interface ScanSettings {
  readonly scannerId: string | null;
  readonly source: ScanSource;
  readonly resolutionDpi: number;
  readonly colour: "colour" | "grey";
}

/** Batches of pages on their way into the case, and the scanner they come from. */
export interface ScanStore {
  readonly scanners: readonly ScannerInfo[];
  readonly isLooking: boolean;
  readonly settings: ScanSettings;
  /** Newest last; a finished one stays until closed when it has something to say. */
  readonly jobs: readonly ScanProgress[];
  findScanners(): Promise<void>;
  change(settings: Partial<ScanSettings>): void;
  scan(target: ScanTarget): Promise<void>;
  importFiles(target: ScanTarget, files: readonly { name: string; bytes: Uint8Array }[]): Promise<void>;
  cancel(jobId: string): Promise<void>;
  close(jobId: string): void;
  start(): () => void;
}

const settingsPreference = "window-desk.scanner";
const mostFilesAtOnce = 500;
const usual: ScanSettings = { scannerId: null, source: "feeder", resolutionDpi: 200, colour: "colour" };

export function createScanStore({ client, preferences }: Services, notices: () => NoticeStore) {
  const remembered = readSettings(preferences.read(settingsPreference));
  return createStore<ScanStore>()((set, get) => {
    const receive = (progress: ScanProgress): void => {
      const others = get().jobs.filter((job) => job.jobId !== progress.jobId);
      const isOver = progress.state !== "running";
      if (isOver) notices().show(hasTrouble(progress) ? "hint" : "done", summaryOf(progress));
      set({ jobs: isOver && !hasTrouble(progress) ? others : [...others, progress] });
    };
    return {
      scanners: [],
      isLooking: false,
      settings: remembered,
      jobs: [],
      async findScanners() {
        set({ isLooking: true });
        try {
          const scanners = await client.call("scanners.list", {});
          set({ scanners, settings: fitTo(scanners, get().settings) });
        } catch (error) {
          notices().report(error);
        } finally {
          set({ isLooking: false });
        }
      },
      change(change) {
        const settings = fitTo(get().scanners, { ...get().settings, ...change });
        set({ settings });
        preferences.write(settingsPreference, JSON.stringify(settings));
      },
      async scan(target) {
        const { scannerId, source, resolutionDpi, colour } = get().settings;
        if (scannerId === null) {
          notices().show("problem", "没有找到扫描仪。办件没有改动。请检查电源和数据线后点“刷新”，也可以先用“导入文件”。");
          return;
        }
        try {
          await client.call("scans.start", { target, scannerId, source, resolutionDpi, colour });
        } catch (error) {
          notices().report(error);
        }
      },
      async importFiles(target, files) {
        try {
          for (let first = 0; first < files.length; first += mostFilesAtOnce) {
            await client.call("scans.import", { target, files: files.slice(first, first + mostFilesAtOnce) });
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

/** `已加入 12 页，2 页可能是空白，1 个文件没有导入。` */
export function summaryOf(progress: ScanProgress): string {
  const { finishedPageCount, blankPageCount, problems, state, target } = progress;
  const verb = target.replacesPageId === null ? "加入" : "重扫";
  const parts = [
    `${state === "cancelled" ? "已停止，保留" : `已${verb}`} ${finishedPageCount} 页`,
    blankPageCount > 0 ? `${blankPageCount} 页可能是空白` : "",
    problems.length > 0 ? `${problems.length} 个没有导入` : "",
    progress.failure !== null ? "扫描中断" : "",
  ];
  return `${parts.filter((part) => part !== "").join("，")}。`;
}

/** The nearest settings this scanner can do: a choice made for another scanner must not make every scan fail. */
export function fitTo(scanners: readonly ScannerInfo[], settings: ScanSettings): ScanSettings {
  const scanner = scanners.find(({ scannerId }) => scannerId === settings.scannerId) ?? scanners[0];
  if (scanner === undefined) return { ...settings, scannerId: null };
  const source = scanner.sources.includes(settings.source) ? settings.source : (scanner.sources[0] ?? settings.source);
  const resolutionDpi = scanner.resolutionsDpi.reduce(
    (best, dpi) => (Math.abs(dpi - settings.resolutionDpi) < Math.abs(best - settings.resolutionDpi) ? dpi : best),
    scanner.resolutionsDpi[0] ?? settings.resolutionDpi,
  );
  return { ...settings, scannerId: scanner.scannerId, source, resolutionDpi };
}

function readSettings(text: string | null): ScanSettings {
  try {
    return { ...usual, ...(JSON.parse(text ?? "{}") as Partial<ScanSettings>) };
  } catch {
    return usual;
  }
}

import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import type { ImportedPicture, ScanChoice, ScanTarget } from "../../contracts/ipc/scanning.ts";
import { useStores } from "../app/stores.ts";
import { CameraDialog } from "../camera/CameraDialog.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { SignatureDialog } from "../signature-pad/SignatureDialog.tsx";
import { focusPages } from "./field-ids.ts";
import type { ScanSource } from "./scan-store.ts";
import { SeparatorDialog } from "./SeparatorDialog.tsx";

const sourceNames: Readonly<Record<ScanSource, string>> = { flatbed: "平板", feeder: "进纸器单面", "duplex-feeder": "进纸器双面" };
const sizeNames: Readonly<Record<ScanChoice["pageSize"], string>> = { a4: "A4", a5: "A5", b5: "B5", a3: "A3" };
const colourNames: Readonly<Record<ScanChoice["colour"], string>> = { colour: "彩色", grey: "灰度" };
/** What the pipeline takes; systems know no MIME type for PNM, so that goes by the names' ends. */
const accepted = "image/jpeg,image/png,image/tiff,image/webp,.jpg,.jpeg,.png,.tif,.tiff,.webp,.pnm,.pbm,.pgm,.ppm";

export interface ScanBarProps {
  readonly opened: OpenedCase;
  /** Where pages would go; undefined while the material may not change. */
  readonly target: ScanTarget | undefined;
  readonly onImport: (files: readonly File[]) => void;
}

/** Scanner, its settings, and the two ways pages come in. */
export function ScanBar({ opened, target, onImport }: ScanBarProps) {
  const { scans, openCase } = useStores();
  const { scanners, settings, isLooking, jobs, change, chooseScanner, findScanners } = useStore(scans);
  const picker = useRef<HTMLInputElement>(null);
  const [dialog, setDialog] = useState<"camera" | "signature" | "separators" | null>(null);
  const closeDialog = (): void => setDialog(null);
  const take = (picture: ImportedPicture): void => {
    if (target) void scans.getState().importFiles(target, [picture]);
    openCase.getState().setInsertIndex(null);
  };
  const running = jobs.find((job) => job.state === "running");
  const scanner = scanners.find(({ scannerId }) => scannerId === settings.scannerId);
  useEffect(() => void findScanners(), [findScanners]);
  if (!target) return null;
  const materialName = opened.item.materials.find(({ code }) => code === target.materialCode)?.name ?? "";
  const scan = async (): Promise<void> => {
    await scans.getState().scan(target);
    openCase.getState().setInsertIndex(null);
    focusPages();
  };
  return (
    <div className="scan-bar row">
      <KeyButton action="scan" label="扫描" isPrimary isDisabled={running !== undefined} onPress={() => void scan()} />
      <KeyButton action="importPictures" onPress={() => picker.current?.click()} />
      <KeyButton action="photograph" label="拍摄" onPress={() => setDialog("camera")} />
      <KeyButton action="signOnPad" label="签名" onPress={() => setDialog("signature")} />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept={accepted}
        aria-label="选择图片文件"
        onChange={(event) => {
          onImport([...(event.target.files ?? [])]);
          event.target.value = "";
          focusPages();
        }}
      />
      <select aria-label="扫描仪" value={settings.scannerId ?? ""} onChange={(event) => chooseScanner(event.target.value)}>
        {scanners.length === 0 && <option value="">{isLooking ? "正在查找…" : "没有找到扫描仪"}</option>}
        {scanners.map(({ scannerId, name }) => <option key={scannerId} value={scannerId}>{name}</option>)}
      </select>
      <KeyButton action="findScanners" label="刷新" isBusy={isLooking} onPress={() => void findScanners()} />
      {scanner && (
        <>
          <select aria-label="进纸方式" value={settings.source} onChange={(event) => change({ source: event.target.value as ScanSource })}>
            {scanner.sources.map((source) => <option key={source} value={source}>{sourceNames[source]}</option>)}
          </select>
          <select aria-label="分辨率" value={settings.resolutionDpi} onChange={(event) => change({ resolutionDpi: Number(event.target.value) })}>
            {scanner.resolutionsDpi.map((dpi) => <option key={dpi} value={dpi}>{dpi} dpi</option>)}
          </select>
          <select aria-label="颜色" value={settings.colour} onChange={(event) => change({ colour: event.target.value as ScanChoice["colour"] })}>
            {scanner.colours.map((colour) => <option key={colour} value={colour}>{colourNames[colour]}</option>)}
          </select>
          <select aria-label="纸张大小" value={settings.pageSize} onChange={(event) => change({ pageSize: event.target.value as ScanChoice["pageSize"] })}>
            {scanner.pageSizes.map((size) => <option key={size} value={size}>{sizeNames[size]}</option>)}
          </select>
        </>
      )}
      {scanner && settings.source !== "flatbed" && <KeyButton action="separators" onPress={() => setDialog("separators")} />}
      {dialog === "separators" && <SeparatorDialog opened={opened} materialCode={target.materialCode} onClose={closeDialog} />}
      {dialog === "camera" && <CameraDialog title={`拍摄：${materialName}`} onTake={take} onClose={closeDialog} />}
      {dialog === "signature" && (
        <SignatureDialog title={`手写签名：${materialName}`} label="请申请人在框内签名" onTake={(picture) => { take(picture); closeDialog(); }} onClose={closeDialog} />
      )}
    </div>
  );
}

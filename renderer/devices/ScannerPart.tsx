import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { NetworkScanner } from "../../contracts/ipc/devices.ts";
import { deviceFamilyNames } from "../../contracts/wording/devices.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { isFailure } from "../../domain/failure.ts";
import { useStores } from "../app/stores.ts";
import type { DevicePartProps } from "./device-parts.ts";
import { DevicePanel } from "./DevicePanel.tsx";
import { NetworkScannerDialog } from "./NetworkScannerDialog.tsx";

/** Scanners on cables are found by themselves; those on the network are set up by their address. */
export function ScannerPart({ deviceId, onSelect }: DevicePartProps) {
  const { devices } = useStores();
  const status = useStore(devices, ({ statuses }) => (deviceId === null ? undefined : statuses[deviceId]));
  const scanner = useStore(devices, ({ networkScanners }) => networkScanners.find(({ url }) => `escl:${url}` === deviceId));
  const [edited, setEdited] = useState<NetworkScanner | "new" | null>(null);
  const { test, shown, problem, isScanning } = useTestScan(deviceId);
  const name = scanner?.name ?? status?.name ?? scanner?.url;
  return (
    <>
      <DevicePanel
        title={deviceFamilyNames.scanner}
        device={deviceId !== null && name !== undefined ? { deviceId, name } : undefined}
        emptyText="没有找到扫描仪。接在本机上的会自动找到；网络扫描仪按 Alt+N 添加。材料也可以导入文件。"
        facts={scanner ? [["连接", scanner.url], ["证书", scanner.certificate === null ? "未使用" : "已登记，只信任这台设备"]] : [["连接", "接在本机上，自动找到"]]}
        addLabel="添加网络扫描仪"
        testLabel="试扫一页"
        isTesting={isScanning}
        onAdd={() => setEdited("new")}
        {...(deviceId !== null && { onTest: () => void test() })}
        {...(scanner && { onEdit: () => setEdited(scanner), onRemove: () => void devices.getState().removeScanner(scanner.url) })}
      >
        <div role="status" className="stack">
          {isScanning && <p className="quiet">正在扫描…</p>}
          {problem !== null && <p className="danger">{problem}</p>}
          {shown !== null && <img className="test-scan" src={shown} alt="试扫的一页" />}
          {shown !== null && <p className="quiet">只供查看，没有存入任何办件。</p>}
        </div>
      </DevicePanel>
      {edited !== null && <NetworkScannerDialog scanner={edited === "new" ? null : edited} onSaved={(url) => onSelect("scanner", `escl:${url}`)} onClose={() => setEdited(null)} />}
    </>
  );
}

/** One page to look at, as long as this is drawn. */
function useTestScan(scannerId: string | null) {
  const { services } = useStores();
  const [shown, setShown] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isScanning, setScanning] = useState(false);
  useEffect(() => () => {
    if (shown !== null) URL.revokeObjectURL(shown);
  }, [shown]);
  const test = async (): Promise<void> => {
    if (scannerId === null) return;
    setScanning(true);
    setProblem(null);
    try {
      const { jpeg } = await services.client.call("scanners.test", { scannerId });
      setShown(URL.createObjectURL(new Blob([new Uint8Array(jpeg)], { type: "image/jpeg" })));
    } catch (error) {
      setProblem(wordingOf(isFailure(error) ? error : { code: "internal", details: {} }));
    } finally {
      setScanning(false);
    }
  };
  return { test, shown, problem, isScanning };
}

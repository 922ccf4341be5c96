import { useState } from "react";
import { useStore } from "zustand";
import type { A4PrinterSettings, A4PrinterStatus } from "../../contracts/ipc/printers.ts";
import { deviceFamilyNames } from "../../contracts/wording/devices.ts";
import { useStores } from "../app/stores.ts";
import { A4PrinterDialog } from "./A4PrinterDialog.tsx";
import { placeOfA4Printer } from "./device-entries.ts";
import type { DevicePartProps } from "./device-parts.ts";
import { DevicePanel } from "./DevicePanel.tsx";
import { trayName } from "./tray-name.ts";
import { TestPrintState, useTestPrint } from "./TestPrint.tsx";
import { useA4Status } from "./use-a4-status.ts";

export function A4PrinterPart({ deviceId, onSelect }: DevicePartProps) {
  const { prints } = useStores();
  const printer = useStore(prints, ({ a4Printers }) => a4Printers.find(({ printerId }) => printerId === deviceId));
  const [edited, setEdited] = useState<A4PrinterSettings | "new" | null>(null);
  const status = useA4Status(printer?.printerId);
  const { job, print, isUnderWay } = useTestPrint();
  return (
    <>
      <DevicePanel
        title={deviceFamilyNames["a4-printer"]}
        device={printer && { deviceId: printer.printerId, name: printer.name }}
        emptyText="还没有 A4 打印机。决定文书、证照和送达回证要用它打印；按 Alt+N 添加。"
        facts={printer ? factsOf(printer, status) : []}
        addLabel="添加 A4 打印机"
        testLabel="试打"
        isTesting={isUnderWay}
        onAdd={() => setEdited("new")}
        {...(printer && {
          onTest: () => void print({ printerId: printer.printerId }),
          onEdit: () => setEdited(printer),
          onRemove: () => void prints.getState().removeA4Printer(printer.printerId),
        })}
      >
        <TestPrintState job={job} />
      </DevicePanel>
      {edited !== null && <A4PrinterDialog printer={edited === "new" ? null : edited} onSaved={(printerId) => onSelect("a4-printer", printerId)} onClose={() => setEdited(null)} />}
    </>
  );
}

function factsOf({ connection }: A4PrinterSettings, status: A4PrinterStatus | undefined): [string, string][] {
  const known = status !== undefined && status.condition !== "offline";
  return [
    ["连接", placeOfA4Printer(connection)],
    ["证书", connection.kind === "ipp" && connection.certificate !== null ? "已登记，只信任这台设备" : "未使用"],
    ["纸盒", known ? status.trays.map(trayName).join("、") || "只有一个" : "—"],
    ["双面", known ? (status.hasDuplex ? "支持" : "不支持") : "—"],
    ["PDF", known ? (status.takesPdf ? "接收" : "不接收，请换一台或改用 CUPS 队列") : "—"],
  ];
}

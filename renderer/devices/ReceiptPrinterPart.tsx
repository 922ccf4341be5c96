import { useState } from "react";
import { useStore } from "zustand";
import type { PrinterSettings } from "../../contracts/ipc/printers.ts";
import { deviceFamilyNames } from "../../contracts/wording/devices.ts";
import { printerCharactersNames } from "../../contracts/wording/printers.ts";
import { useStores } from "../app/stores.ts";
import { PrinterDialog } from "../printing/PrinterDialog.tsx";
import { findModel } from "../printing/receipt-printer-models.ts";
import { placeOfPrinter } from "./device-entries.ts";
import type { DevicePartProps } from "./device-parts.ts";
import { DevicePanel } from "./DevicePanel.tsx";
import { TestPrintState, useTestPrint } from "./TestPrint.tsx";

export function ReceiptPrinterPart({ deviceId, onSelect }: DevicePartProps) {
  const { prints } = useStores();
  const printer = useStore(prints, ({ printers }) => printers.find(({ printerId }) => printerId === deviceId));
  const [edited, setEdited] = useState<PrinterSettings | "new" | null>(null);
  const { job, print, isUnderWay } = useTestPrint();
  return (
    <>
      <DevicePanel
        title={deviceFamilyNames["receipt-printer"]}
        device={printer && { deviceId: printer.printerId, name: printer.name }}
        emptyText="还没有凭条打印机。凭证可以先预览、存为 PDF，或用 A4 打印机打印；按 Alt+N 添加。"
        facts={printer ? factsOf(printer) : []}
        addLabel="添加凭条打印机"
        testLabel="试打"
        isTesting={isUnderWay}
        onAdd={() => setEdited("new")}
        {...(printer && {
          onTest: () => void print({ printerId: printer.printerId }),
          onEdit: () => setEdited(printer),
          onRemove: () => void prints.getState().removePrinter(printer.printerId),
        })}
      >
        <TestPrintState job={job} />
      </DevicePanel>
      {edited !== null && <PrinterDialog printer={edited === "new" ? null : edited} onSaved={(printerId) => onSelect("receipt-printer", printerId)} onClose={() => setEdited(null)} />}
    </>
  );
}

const connectionNames = { network: "网络", "device-file": "设备文件", "windows-queue": "Windows 打印队列" } as const;

function factsOf({ connection, model, paperWidthMm, dotsPerInch, characters, answers, cuts }: PrinterSettings): [string, string][] {
  return [
    ["连接", `${connectionNames[connection.kind]} ${placeOfPrinter(connection)}`],
    ["型号", findModel(model)?.name ?? "其他"],
    ["纸宽", `${paperWidthMm} 毫米${dotsPerInch === 180 ? "，180 dpi" : ""}`],
    ["字库", printerCharactersNames[characters]],
    ["回报状态", answers ? "会回报" : "不回报，每次打印后请窗口人员看纸"],
    ["切纸", cuts ? "自动切纸" : "手工撕纸"],
  ];
}

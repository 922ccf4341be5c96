import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { PrinterSettings as Printer } from "../../contracts/ipc/printers.ts";
import { printerStateWording } from "../../contracts/wording/printers.ts";
import { useStores } from "../app/stores.ts";
import { RecordList } from "../desk/RecordList.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { PrinterDialog } from "../printing/PrinterDialog.tsx";

/** The receipt printers of this PC; the first one is used. */
export function PrinterSettings() {
  const { prints } = useStores();
  const { printers, statuses, load, askStatus, removePrinter } = useStore(prints);
  const [edited, setEdited] = useState<Printer | "new" | null>(null);
  useEffect(() => void load(), [load]);
  const statusText = (printerId: string): string => {
    const status = statuses[printerId];
    if (status === undefined) return "";
    return status === "asking" ? "正在询问…" : printerStateWording[status];
  };
  return (
    <section className="panel" aria-label="凭条打印机">
      <header>
        <h2>凭条打印机</h2>
        <KeyButton action="addPrinter" isPrimary={printers.length === 0} onPress={() => setEdited("new")} />
      </header>
      <RecordList
        label="打印机"
        items={printers}
        idOf={(printer: Printer) => printer.printerId}
        emptyText="还没有打印机。凭证可以先预览或存为 PDF；按 Alt+N 添加 80 毫米凭条打印机。"
        renderItem={(printer) => (
          <>
            <div className="spread">
              <strong>{printer.name}</strong>
              <span role="status">{statusText(printer.printerId)}</span>
            </div>
            <p className="quiet">
              {printer.connection.kind === "network" ? `网络 ${printer.connection.host}:${printer.connection.port}` : `设备 ${printer.connection.path}`}
              ，纸宽 {printer.paperWidthMm} 毫米
            </p>
          </>
        )}
        renderActions={(printer) => (
          <>
            <KeyButton action="testPrinter" onPress={() => void askStatus(printer.printerId)} />
            <KeyButton action="editPrinter" onPress={() => setEdited(printer)} />
            <KeyButton action="removePrinter" isDanger onPress={() => void removePrinter(printer.printerId)} />
          </>
        )}
      />
      {edited !== null && <PrinterDialog printer={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </section>
  );
}

import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { CaseRow } from "../../contracts/ipc/cases.ts";
import { useStores } from "../app/stores.ts";
import { CaseTable } from "../case-list/CaseTable.tsx";
import { readAllRows } from "../case-list/read-all-rows.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { BatchIssueDialog } from "./BatchIssueDialog.tsx";
import { BatchPrintDialog } from "./BatchPrintDialog.tsx";
import { CertificateCase } from "./CertificateCase.tsx";
import { SheetStockDialog } from "./SheetStockDialog.tsx";
import { UnbookedSheetsDialog } from "./UnbookedSheetsDialog.tsx";
import { isReadyToIssue, isReadyToPrint } from "./certificate-state.ts";
import { useUnbookedSheets } from "./use-unbooked-sheets.ts";

type Shown = "sheets" | "unbooked";
type Batch = { kind: "issue" | "print"; rows: readonly CaseRow[] };

/** What can be made and printed, most urgent first; one opened stands beside the list. */
export function CertificateDesk() {
  const { services, notices, certificateList, certificateCase } = useStores();
  const opened = useStore(certificateCase, (state) => state.opened);
  const { total, isLoaded, rows } = useStore(certificateList);
  const [batch, setBatch] = useState<Batch | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const unbooked = useUnbookedSheets();
  const { load } = unbooked;
  // Whoever sits down next is asked of the sheets left over, before any other is printed.
  useEffect(() => void load().then((left) => left.length > 0 && setShown("unbooked")), [load]);
  const closeBatch = (): void => {
    setBatch(null);
    void load();
  };
  useEffect(() => certificateList.getState().show("certificates"), [certificateList]);
  // The buttons say how many there are in the whole list, not in the stretch looked at.
  useEffect(() => certificateList.getState().need(0, total - 1), [certificateList, total, rows]);
  const known = [...rows.values()];
  const [readyCount, printableCount] = [known.filter(isReadyToIssue).length, known.filter(isReadyToPrint).length];
  const begin = async (kind: Batch["kind"]): Promise<void> => {
    try {
      const all = await readAllRows(services, "certificates");
      setBatch({ kind, rows: all.filter(kind === "issue" ? isReadyToIssue : isReadyToPrint) });
    } catch (error) {
      notices.getState().report(error);
    }
  };
  return (
    <div className={opened ? "certificate-desk with-case" : "certificate-desk"}>
      <section className="panel list-desk" aria-label="制证">
        <header>
          <h2>制证</h2>
          <span className="quiet" role="status">{isLoaded ? `${total} 件，回车打开` : "正在读取…"}</span>
          <span className="push row">
            {unbooked.sheets.length > 0 && <KeyButton action="unbookedSheets" label={`登记证纸（${unbooked.sheets.length}）`} isDanger onPress={() => setShown("unbooked")} />}
            <KeyButton action="sheetStock" onPress={() => setShown("sheets")} />
            <KeyButton action="issueAll" label={`批量制证（${readyCount}）`} isDisabled={readyCount === 0} onPress={() => void begin("issue")} />
            <KeyButton action="printAll" label={`批量打印（${printableCount}）`} isDisabled={printableCount === 0} onPress={() => void begin("print")} />
          </span>
        </header>
        <CaseTable
          store={certificateList}
          label="待制证的办件"
          columns={opened ? "certificates-beside-case" : "certificates"}
          emptyText="没有待制证、待打印或待交付的证照。准予许可并缴清费用的办件会出现在这里。"
          onOpen={(row) => void certificateCase.getState().open(row.caseId)}
        />
      </section>
      {opened && <CertificateCase key={opened.case.id} opened={opened} onSheetsChange={() => void load()} onClose={() => certificateCase.getState().close()} />}
      {shown === "sheets" && <SheetStockDialog onClose={() => setShown(null)} />}
      {shown === "unbooked" && <UnbookedSheetsDialog sheets={unbooked.sheets} onSettle={unbooked.settle} onClose={() => setShown(null)} />}
      {batch?.kind === "issue" && <BatchIssueDialog rows={batch.rows} onClose={closeBatch} />}
      {batch?.kind === "print" && <BatchPrintDialog rows={batch.rows} onClose={closeBatch} />}
    </div>
  );
}

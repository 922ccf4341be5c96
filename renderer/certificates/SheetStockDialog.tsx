import { useEffect, useState } from "react";
import type { SheetStock } from "../../contracts/certificates.ts";
import { refusalWordingOf } from "../../contracts/wording/refusals.ts";
import { formatMinute } from "../../contracts/wording/time.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { isFailure } from "../../domain/failure.ts";
import { focusSoon } from "../app/focus-guard.ts";
import { useStores } from "../app/stores.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";

/** The office's certificate paper as the centre counts it, and the booking of a sheet spoilt for no certificate. */
export function SheetStockDialog({ onClose }: { onClose: () => void }) {
  const { services, notices } = useStores();
  const [stocks, setStocks] = useState<readonly SheetStock[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [version, setVersion] = useState(0);
  const [register, setRegister] = useState("");
  const [paperSerial, setPaperSerial] = useState("");
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    services.client.call("sheets.list", {}).then(
      (found) => isCurrent && setStocks(found),
      (error: unknown) => isCurrent && setProblem(wordingOf(isFailure(error) ? error : { code: "internal", details: {} })),
    );
    return () => {
      isCurrent = false;
    };
  }, [services, version]);
  const chosen = stocks?.find((stock) => stock.register === register) ?? stocks?.[0];
  const spoil = async (): Promise<void> => {
    setTried(true);
    if (chosen === undefined || paperSerial.trim() === "" || note.trim() === "") return;
    try {
      const { refusal } = await services.client.call("sheets.spoil", { register: chosen.register, paperSerial: paperSerial.trim(), note: note.trim() });
      if (refusal !== null) return notices.getState().show("problem", refusalWordingOf(refusal));
      notices.getState().show("done", `证纸 ${paperSerial.trim()} 已登记作废。`);
      setPaperSerial("");
      setTried(false);
      setVersion(version + 1);
      focusSoon("spoilt-serial");
    } catch (error) {
      notices.getState().report(error);
    }
  };
  return (
    <FormDialog title="证纸" widthPx={760} firstFocusId="sheet-register" confirmLabel="登记作废" isConfirmDisabled={chosen === undefined} onConfirm={() => void spoil()} onClose={onClose}>
      {problem !== null && <p className="warning" role="alert">现在问不到审批中心：{problem}</p>}
      {problem === null && stocks === null && <p className="quiet" role="status">正在询问审批中心…</p>}
      {stocks !== null && (
        <>
          <Field id="sheet-register" label="证照">
            {(aria) => (
              <select {...aria} aria-invalid={undefined} aria-required={undefined} value={chosen?.register ?? ""} onChange={(event) => setRegister(event.target.value)}>
                {stocks.map((stock) => <option key={stock.register} value={stock.register}>{stock.name}（打好 {stock.printedCount}，作废 {stock.spoiltCount}）</option>)}
              </select>
            )}
          </Field>
          {chosen !== undefined && <StockFacts stock={chosen} />}
          <div className="row sheet-fields">
            <Field id="spoilt-serial" label="不属于任何证照的废纸编号" isRequired problem={isTried && paperSerial.trim() === "" ? "请填写证纸上印的编号。" : null}>
              {(aria) => <input {...aria} className="number" autoComplete="off" maxLength={40} value={paperSerial} onChange={(event) => setPaperSerial(event.target.value)} />}
            </Field>
            <Field id="spoilt-note" label="原因" isRequired problem={isTried && note.trim() === "" ? "请写明原因，如“进纸两张”“受潮”。" : null}>
              {(aria) => <input {...aria} maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />}
            </Field>
          </div>
        </>
      )}
    </FormDialog>
  );
}

function StockFacts({ stock: { missing, sheets } }: { stock: SheetStock }) {
  const missingCount = missing.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <p className={missingCount === 0 ? "quiet" : "warning"} role="status">
        {missingCount === 0 ? "已用的编号之间没有缺号。" : `缺 ${missingCount} 张没有登记：${missing.map(({ from, to }) => (from === to ? from : `${from}–${to}`)).join("、")}。打坏的请登记作废，找不到的请报告负责人。`}
      </p>
      <ol className="trail batch-list" tabIndex={0} aria-label="最近登记的证纸">
        {sheets.length === 0 && <li className="quiet">还没有登记过证纸。</li>}
        {sheets.map(({ paperSerial, outcome, number, note, usedAt }) => (
          <li key={paperSerial} className="spread">
            <span><span className="number">{paperSerial}</span> {outcome === "printed" ? "打好" : "作废"} · {number ?? `不属于证照：${note ?? ""}`}</span>
            <span className="quiet number">{formatMinute(usedAt)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

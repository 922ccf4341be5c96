import { useCallback, useState } from "react";
import type { PrinterSettings } from "../../contracts/ipc/printers.ts";
import { printerCharactersNames } from "../../contracts/wording/printers.ts";
import { useStores } from "../app/stores.ts";
import { FoundDevices } from "../devices/FoundDevices.tsx";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { findPrinterProblems, formOfConnection, printerFromForm, printerToForm, type PrinterForm } from "./printer-form.ts";
import { presetByName, presetOf, receiptPrinterModels } from "./receipt-printer-models.ts";

const papers = { "80": { paperWidthMm: 80, dotsPerInch: 203 }, "80-180": { paperWidthMm: 80, dotsPerInch: 180 }, "58": { paperWidthMm: 58, dotsPerInch: 203 } } as const;
const paperNames: Readonly<Record<keyof typeof papers, string>> = { "80": "80 毫米（每行 48 个半角字符）", "80-180": "80 毫米，180 dpi（每行 42 个）", "58": "58 毫米（每行 32 个）" };

function paperValue({ paperWidthMm, dotsPerInch }: PrinterForm): keyof typeof papers {
  if (paperWidthMm === 58) return "58";
  return dotsPerInch === 180 ? "80-180" : "80";
}

export interface PrinterDialogProps {
  readonly printer: PrinterSettings | null;
  readonly onSaved: (printerId: string) => void;
  readonly onClose: () => void;
}

export function PrinterDialog({ printer, onSaved, onClose }: PrinterDialogProps) {
  const { prints, services } = useStores();
  const [form, setForm] = useState<PrinterForm>(() => printerToForm(printer));
  const [isTried, setTried] = useState(false);
  const problems = isTried ? findPrinterProblems(form) : {};
  const change = (part: Partial<PrinterForm>): void => setForm((before) => ({ ...before, ...part }));
  /** What differs from the model's preset is no preset any more. */
  const byHand = (part: Partial<PrinterForm>): void => change({ ...part, model: null });
  const find = useCallback(() => services.client.call("printers.find", {}), [services]);
  const save = async (): Promise<void> => {
    setTried(true);
    if (Object.keys(findPrinterProblems(form)).length > 0) return;
    const printerId = printer?.printerId ?? services.newId();
    if (!(await prints.getState().savePrinter(printerFromForm(form, printerId)))) return;
    onSaved(printerId);
    onClose();
  };
  return (
    <FormDialog title={printer === null ? "添加凭条打印机" : "修改凭条打印机"} firstFocusId="printer-name" confirmLabel="保存" widthPx={600} onConfirm={() => void save()} onClose={onClose}>
      <FoundDevices
        find={find}
        nothingText="没有自动找到，请直接填写地址。"
        onChoose={({ name, connection }) => change({ name, ...formOfConnection(connection), ...presetByName(name) })}
      />
      <Field id="printer-name" label="名称" isRequired problem={problems.name}>
        {(aria) => <input {...aria} maxLength={60} value={form.name} onChange={(event) => change({ name: event.target.value })} />}
      </Field>
      <Field id="printer-kind" label="连接方式">
        {(aria) => (
          <select {...aria} aria-invalid={undefined} aria-required={undefined} value={form.kind} onChange={(event) => change({ kind: event.target.value as PrinterForm["kind"] })}>
            <option value="network">网络</option>
            <option value="device-file">设备文件（USB、并口）</option>
            <option value="windows-queue">Windows 打印队列</option>
          </select>
        )}
      </Field>
      {form.kind === "windows-queue" && (
        <Field id="printer-queue" label="队列名" isRequired problem={problems.queue} hint="Windows“打印机和扫描仪”里的名称；这种接法没有在真机上试过，请先试打，队列不报缺纸的，不要勾选“会回报状态”">
          {(aria) => <input {...aria} value={form.queue} onChange={(event) => change({ queue: event.target.value })} />}
        </Field>
      )}
      {form.kind === "network" && (
        <>
          <Field id="printer-host" label="地址" isRequired problem={problems.host}>
            {(aria) => <input {...aria} placeholder="192.168.1.50" value={form.host} onChange={(event) => change({ host: event.target.value })} />}
          </Field>
          <Field id="printer-port" label="端口" isRequired problem={problems.port} hint="一般是 9100">
            {(aria) => <input {...aria} inputMode="numeric" value={form.port} onChange={(event) => change({ port: event.target.value })} />}
          </Field>
        </>
      )}
      {form.kind === "device-file" && (
        <Field id="printer-path" label="设备文件" isRequired problem={problems.path}>
          {(aria) => <input {...aria} placeholder="/dev/usb/lp0" value={form.path} onChange={(event) => change({ path: event.target.value })} />}
        </Field>
      )}
      <Field id="printer-model" label="型号" hint="选定后填入下面的纸宽、字库和切纸；没有列出的选“其他”，按说明书填写，试打后核对">
        {(aria) => (
          <select {...aria} aria-invalid={undefined} aria-required={undefined} value={form.model ?? ""} onChange={(event) => change(presetOf(event.target.value || null))}>
            <option value="">其他</option>
            {receiptPrinterModels.map(({ model, name }) => <option key={model} value={model}>{name}</option>)}
          </select>
        )}
      </Field>
      <div className="pair">
        <Field id="printer-width" label="纸宽">
          {(aria) => (
            <select {...aria} aria-invalid={undefined} aria-required={undefined} value={paperValue(form)} onChange={(event) => byHand(papers[event.target.value as keyof typeof papers])}>
              {Object.entries(paperNames).map(([value, name]) => <option key={value} value={value}>{name}</option>)}
            </select>
          )}
        </Field>
        <Field id="printer-characters" label="打印机字库" hint="字库里没有的字用图形打印；不清楚的选 GBK">
          {(aria) => (
            <select {...aria} aria-invalid={undefined} aria-required={undefined} value={form.characters} onChange={(event) => byHand({ characters: event.target.value as PrinterForm["characters"] })}>
              {Object.entries(printerCharactersNames).map(([value, name]) => <option key={value} value={value}>{name}</option>)}
            </select>
          )}
        </Field>
      </div>
      <label className="row">
        <input type="checkbox" checked={form.answers} onChange={(event) => change({ answers: event.target.checked })} />
        打印机会回报状态（不会回报的，每次打印后请窗口人员看纸）
      </label>
      <label className="row">
        <input type="checkbox" checked={form.cuts} onChange={(event) => byHand({ cuts: event.target.checked })} />
        打完自动切纸
      </label>
    </FormDialog>
  );
}

import { useCallback, useState } from "react";
import type { A4PrinterSettings } from "../../contracts/ipc/printers.ts";
import { useStores } from "../app/stores.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { a4PrinterFromForm, a4PrinterToForm, findA4PrinterProblems, fullPrinterUrl, isSecureUrl, type A4PrinterForm } from "./a4-printer-form.ts";
import { CertificateField } from "./CertificateField.tsx";
import { FoundDevices } from "./FoundDevices.tsx";

export interface A4PrinterDialogProps {
  readonly printer: A4PrinterSettings | null;
  readonly onSaved: (printerId: string) => void;
  readonly onClose: () => void;
}

export function A4PrinterDialog({ printer, onSaved, onClose }: A4PrinterDialogProps) {
  const { prints, services } = useStores();
  const [form, setForm] = useState<A4PrinterForm>(() => a4PrinterToForm(printer));
  const [isTried, setTried] = useState(false);
  const problems = isTried ? findA4PrinterProblems(form) : {};
  const change = (part: Partial<A4PrinterForm>): void => setForm((before) => ({ ...before, ...part }));
  const find = useCallback(() => services.client.call("a4Printers.find", {}), [services]);
  const save = async (): Promise<void> => {
    setTried(true);
    if (Object.keys(findA4PrinterProblems(form)).length > 0) return;
    const printerId = printer?.printerId ?? services.newId();
    if (!(await prints.getState().saveA4Printer(a4PrinterFromForm(form, printerId)))) return;
    onSaved(printerId);
    onClose();
  };
  return (
    <FormDialog title={printer === null ? "添加 A4 打印机" : "修改 A4 打印机"} firstFocusId="a4-name" confirmLabel="保存" widthPx={600} onConfirm={() => void save()} onClose={onClose}>
      <FoundDevices
        find={find}
        nothingText="没有自动找到，请直接填写地址。"
        onChoose={({ name, connection }) => {
          if (connection.kind === "ipp") change({ name, kind: "ipp", url: connection.url, certificate: null });
          else change({ name, kind: "cups", queue: connection.queue });
        }}
      />
      <Field id="a4-name" label="名称" isRequired problem={problems.name}>
        {(aria) => <input {...aria} maxLength={60} value={form.name} onChange={(event) => change({ name: event.target.value })} />}
      </Field>
      <Field id="a4-kind" label="连接方式">
        {(aria) => (
          <select {...aria} aria-invalid={undefined} aria-required={undefined} value={form.kind} onChange={(event) => change({ kind: event.target.value === "cups" ? "cups" : "ipp" })}>
            <option value="ipp">直接连接（IPP）</option>
            <option value="cups">本机打印队列（CUPS）</option>
          </select>
        )}
      </Field>
      {form.kind === "ipp" ? (
        <Field id="a4-url" label="地址" isRequired problem={problems.url} hint="只填 IP 地址也可以">
          {(aria) => <input {...aria} autoComplete="off" placeholder="ipp://192.168.1.30/ipp/print" value={form.url} onChange={(event) => change({ url: event.target.value, certificate: null })} />}
        </Field>
      ) : (
        <Field id="a4-queue" label="队列名" isRequired problem={problems.queue} hint="打印机要装驱动、或接在 USB 上时使用；CUPS 说“已打出”有时不准">
          {(aria) => <input {...aria} autoComplete="off" value={form.queue} onChange={(event) => change({ queue: event.target.value })} />}
        </Field>
      )}
      {form.kind === "ipp" && isSecureUrl(fullPrinterUrl(form.url)) && (
        <CertificateField url={fullPrinterUrl(form.url)} trusted={form.certificate} onTrust={(certificate) => change({ certificate })} />
      )}
    </FormDialog>
  );
}

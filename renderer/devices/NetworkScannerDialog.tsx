import { useCallback, useState } from "react";
import type { NetworkScanner } from "../../contracts/ipc/devices.ts";
import { useStores } from "../app/stores.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { CertificateField } from "./CertificateField.tsx";
import { FoundDevices } from "./FoundDevices.tsx";
import { findScannerProblem, fullScannerUrl, scannerFromForm, type NetworkScannerForm } from "./network-scanner-form.ts";

export interface NetworkScannerDialogProps {
  readonly scanner: NetworkScanner | null;
  readonly onSaved: (url: string) => void;
  readonly onClose: () => void;
}

export function NetworkScannerDialog({ scanner, onSaved, onClose }: NetworkScannerDialogProps) {
  const { devices, services } = useStores();
  const [form, setForm] = useState<NetworkScannerForm>({ name: scanner?.name ?? "", url: scanner?.url ?? "", certificate: scanner?.certificate ?? null });
  const [isTried, setTried] = useState(false);
  const change = (part: Partial<NetworkScannerForm>): void => setForm((before) => ({ ...before, ...part }));
  const find = useCallback(() => services.client.call("networkScanners.find", {}), [services]);
  const save = async (): Promise<void> => {
    setTried(true);
    if (findScannerProblem(form) !== null) return;
    const wanted = scannerFromForm(form);
    if (!(await devices.getState().saveScanner(wanted))) return;
    if (scanner !== null && scanner.url !== wanted.url) await devices.getState().removeScanner(scanner.url);
    onSaved(wanted.url);
    onClose();
  };
  const url = fullScannerUrl(form.url);
  return (
    <FormDialog title={scanner === null ? "添加网络扫描仪" : "修改网络扫描仪"} firstFocusId="scanner-url" confirmLabel="保存" widthPx={600} onConfirm={() => void save()} onClose={onClose}>
      <FoundDevices find={find} nothingText="没有自动找到，请直接填写地址。" onChoose={({ name, url: chosen }) => change({ name, url: chosen, certificate: null })} />
      <Field id="scanner-url" label="地址" isRequired problem={isTried ? findScannerProblem(form) : null} hint="只填 IP 地址也可以">
        {(aria) => <input {...aria} autoComplete="off" placeholder="http://192.168.1.20/eSCL" value={form.url} onChange={(event) => change({ url: event.target.value, certificate: null })} />}
      </Field>
      <Field id="scanner-name" label="名称" hint="不填就用设备自己的名称">
        {(aria) => <input {...aria} maxLength={60} value={form.name} onChange={(event) => change({ name: event.target.value })} />}
      </Field>
      {url.startsWith("https:") && <CertificateField url={url} trusted={form.certificate} onTrust={(certificate) => change({ certificate })} />}
    </FormDialog>
  );
}

import { useState } from "react";
import { materialOf } from "../../domain/case/case-state.ts";
import { useStores } from "../app/stores.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { readCount, type MaterialDialogProps } from "./material-dialog.ts";

/** Copies and sheets of a ticked material, as the acceptance notice will list them (R-RECV-5). */
export function MaterialCountsDialog({ opened, definition, onClose }: MaterialDialogProps) {
  const { openCase } = useStores();
  const { record, pages } = materialOf(opened.case, definition.code);
  const [typedCopies, setCopies] = useState(String(record?.copies ?? definition.copies));
  const [typedSheets, setSheets] = useState(String(record?.sheetCount ?? pages.length));
  const [medium, setMedium] = useState(record?.medium ?? "paper");
  if (record === null) return null;
  const copies = readCount(typedCopies, 1, 99);
  const sheetCount = readCount(typedSheets, medium === "paper" ? 1 : 0, 9999);
  const save = async (): Promise<void> => {
    if (copies === undefined || sheetCount === undefined) return;
    const payload = { ...record, materialCode: definition.code, medium, copies, sheetCount };
    if (await openCase.getState().act({ kind: "recordMaterial", payload })) onClose();
  };
  return (
    <FormDialog title={`份数页数：${definition.name}`} firstFocusId="material-sheets" confirmLabel="保存" onConfirm={() => void save()} onClose={onClose}>
      <Field id="material-medium" label="形式">
        {(aria) => (
          <select {...aria} aria-invalid={undefined} aria-required={undefined} value={medium} onChange={(event) => setMedium(event.target.value as typeof medium)}>
            <option value="paper">纸质</option>
            <option value="electronic">电子件</option>
          </select>
        )}
      </Field>
      <Field id="material-copies" label="份数" problem={copies === undefined ? "请填写 1 至 99 的整数。" : null} hint={`要求 ${definition.copies} 份`}>
        {(aria) => <input {...aria} inputMode="numeric" value={typedCopies} onChange={(event) => setCopies(event.target.value)} />}
      </Field>
      <Field id="material-sheets" label="每份张数" problem={sheetCount === undefined ? "请填写整数。" : null} hint={`已扫描 ${pages.length} 页`}>
        {(aria) => <input {...aria} inputMode="numeric" value={typedSheets} onChange={(event) => setSheets(event.target.value)} />}
      </Field>
    </FormDialog>
  );
}

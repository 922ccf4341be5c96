import { materialOf } from "../../domain/case/case-state.ts";
import { useStores } from "../app/stores.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { useUnsentWords } from "../unsent-words/use-unsent-words.ts";
import { readCount, type MaterialDialogProps } from "./material-dialog.ts";

/** R-SCAN-4: what cannot be digitised travels as paper. */
export function PaperDialog({ opened, definition, onClose }: MaterialDialogProps) {
  const { openCase } = useStores();
  const { onPaper } = materialOf(opened.case, definition.code);
  const { words, change, restored } = useUnsentWords({ caseId: opened.case.id, form: "keepMaterialOnPaper", detail: definition.code }, () => ({
    description: onPaper?.description ?? definition.name,
    sheets: String(onPaper?.sheetCount ?? 1),
  }));
  const { description, sheets } = words;
  const sheetCount = readCount(sheets, 1, 9999);
  const save = async (): Promise<void> => {
    if (sheetCount === undefined || description.trim() === "") return;
    const payload = { materialCode: definition.code, description, sheetCount };
    if (await openCase.getState().act({ kind: "keepMaterialOnPaper", payload })) onClose();
  };
  return (
    <FormDialog title={`纸质随件流转：${definition.name}`} firstFocusId="paper-description" confirmLabel="登记" restored={restored} onConfirm={() => void save()} onClose={onClose}>
      <Field id="paper-description" label="说明" isRequired problem={description.trim() === "" ? "请填写说明。" : null}>
        {(aria) => <input {...aria} maxLength={200} value={description} onChange={(event) => change({ description: event.target.value })} />}
      </Field>
      <Field id="paper-sheets" label="张数" isRequired problem={sheetCount === undefined ? "请填写 1 至 9999 的整数。" : null}>
        {(aria) => <input {...aria} inputMode="numeric" value={sheets} onChange={(event) => change({ sheets: event.target.value })} />}
      </Field>
    </FormDialog>
  );
}

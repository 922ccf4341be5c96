import { useState } from "react";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { useStores } from "../app/stores.ts";
import { Field } from "../desk/Field.tsx";
import { Dialog } from "../keyboard/Dialog.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";

export interface SeparatorDialogProps {
  readonly opened: OpenedCase;
  /** The material chosen on the desk. */
  readonly materialCode: string;
  readonly onClose: () => void;
}

/** Sheets that lead each material of a batch to its place; printed once for an item and used for all its cases. */
export function SeparatorDialog({ opened, materialCode, onClose }: SeparatorDialogProps) {
  const { services, notices } = useStores();
  const [isForAll, setForAll] = useState(true);
  const [isBusy, setBusy] = useState(false);
  const { materials, name } = opened.item;
  const chosen = materials.find(({ code }) => code === materialCode);
  const make = async (act: (request: { caseId: typeof opened.case.id; materialCodes: string[] }) => Promise<string>): Promise<void> => {
    setBusy(true);
    try {
      notices.getState().show("done", await act({ caseId: opened.case.id, materialCodes: isForAll ? [] : [materialCode] }));
      onClose();
    } catch (error) {
      notices.getState().report(error);
      setBusy(false);
    }
  };
  const print = (): Promise<void> =>
    make(async (request) => {
      await services.client.call("separators.print", request);
      return "分隔页已送去打印。";
    });
  const save = (): Promise<void> => make(async (request) => `分隔页已存为 ${(await services.client.call("separators.savePdf", request)).path}`);
  const footer = (
    <>
      <KeyButton action="cancel" onPress={onClose} />
      <KeyButton action="exportCase" label="存为 PDF" isBusy={isBusy} onPress={() => void save()} />
      <KeyButton action="confirm" label="打印" isPrimary isBusy={isBusy} onPress={() => void print()} />
    </>
  );
  return (
    <Dialog title={`材料分隔页：${name}`} widthPx={520} firstFocusId="separator-materials" onClose={onClose} footer={footer}>
      <div className="stack">
        <p>把分隔页放在每份材料的第一页之前，各份材料一次放进进纸器，扫描时自动分到各份材料。分隔页不存入办件，可以反复使用。</p>
        <Field id="separator-materials" label="打印哪些">
          {(aria) => (
            <select {...aria} aria-invalid={undefined} aria-required={undefined} value={isForAll ? "all" : "one"} onChange={(event) => setForAll(event.target.value === "all")}>
              <option value="all">全部材料（{materials.length} 张）</option>
              <option value="one">只要“{chosen?.name}”</option>
            </select>
          )}
        </Field>
      </div>
    </Dialog>
  );
}

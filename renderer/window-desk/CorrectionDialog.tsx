import { useState } from "react";
import { z } from "zod";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { missingWording } from "../../contracts/wording/refusals.ts";
import type { Defect } from "../../domain/case/case-parts.ts";
import { findUnlisted } from "../../domain/case/rules/materials.ts";
import { namesOf } from "../app/catalogue-store.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { useUnsentWords } from "../unsent-words/use-unsent-words.ts";
import { blankDefect, DefectList } from "./DefectList.tsx";
import { prefillDefects } from "./defects.ts";
import { readCount } from "./material-dialog.ts";

export interface CorrectionDialogProps {
  readonly opened: OpenedCase;
  readonly onClose: () => void;
  readonly onRequest: (defects: Defect[], limitWorkingDays: number) => void;
}

const typedDefect = z.object({ materialCode: z.string().nullable(), problem: z.string(), remedy: z.string() });
const typedNotice = z.object({ defects: z.array(typedDefect), days: z.string() });

/** The one notice (R-RECV-2): begins with everything that is missing; the clerk edits and adds; what the domain finds missing cannot be struck. */
export function CorrectionDialog({ opened, onClose, onRequest }: CorrectionDialogProps) {
  const { item } = opened;
  const { words, change, restored } = useUnsentWords(
    { caseId: opened.case.id, form: "requestCorrection", detail: "" },
    (): { defects: Defect[]; days: string } => {
      const found = prefillDefects(opened.case, item);
      return { defects: found.length > 0 ? found : [blankDefect], days: String(item.correctionWorkingDays) };
    },
    (kept, start) => typedNotice.safeParse(kept).data ?? start,
  );
  const { defects, days } = words;
  const [isTried, setTried] = useState(false);
  const limitWorkingDays = readCount(days, 1, 60);
  const unlisted = findUnlisted(opened.case, item, defects);
  const missing = missingWording(unlisted.missingMaterials, unlisted.missingFields, namesOf(item));
  const isWhole = defects.length > 0 && defects.every(({ problem, remedy }) => problem.trim() !== "" && remedy.trim() !== "");

  const confirm = (): void => {
    setTried(true);
    if (isWhole && missing === "" && limitWorkingDays !== undefined) onRequest(defects, limitWorkingDays);
  };

  return (
    <FormDialog title="一次性补正告知" widthPx={860} firstFocusId="defect-0-problem" confirmLabel="出具补正告知书" restored={restored} onConfirm={confirm} onClose={onClose}>
      <p className="quiet">须一次列全所有缺陷，一个办件只能出具一次。缺少的材料和未填的项目已列出，请核对，再加上其他问题。</p>
      {missing !== "" && <p role="alert" className="danger">还没有列入：{missing}。补正只能告知一次，请都列入。</p>}
      {isTried && !isWhole && <p role="alert" className="danger">每一条都要写明问题和补正办法；至少一条。</p>}
      <DefectList defects={defects} materials={item.materials} onChange={(changed) => change({ defects: changed })} />
      <Field id="correction-days" label="补正期限（工作日）" isRequired problem={limitWorkingDays === undefined ? "请填写 1 至 60 的整数。" : null}>
        {(aria) => <input {...aria} inputMode="numeric" className="short" value={days} onChange={(event) => change({ days: event.target.value })} />}
      </Field>
    </FormDialog>
  );
}

import { useState } from "react";
import { Button, Input } from "antd";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import type { Defect } from "../../domain/case/case-parts.ts";
import { focusSoon } from "../app/focus-guard.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { prefillDefects } from "./defects.ts";
import { readCount } from "./material-dialog.ts";

export interface CorrectionDialogProps {
  readonly opened: OpenedCase;
  readonly onClose: () => void;
  readonly onRequest: (defects: Defect[], limitWorkingDays: number) => void;
}

/** The one notice (R-RECV-2): begins with everything that is missing; the clerk edits, strikes and adds. */
export function CorrectionDialog({ opened, onClose, onRequest }: CorrectionDialogProps) {
  const { item } = opened;
  const [defects, setDefects] = useState(() => {
    const found = prefillDefects(opened.case, item);
    return found.length > 0 ? found : [blankDefect];
  });
  const [days, setDays] = useState(String(item.correctionWorkingDays));
  const [isTried, setTried] = useState(false);
  const limitWorkingDays = readCount(days, 1, 60);
  const isWhole = defects.length > 0 && defects.every(({ problem, remedy }) => problem.trim() !== "" && remedy.trim() !== "");

  const change = (index: number, part: Partial<Defect>): void => setDefects(defects.map((defect, at) => (at === index ? { ...defect, ...part } : defect)));
  const add = (): void => {
    setDefects([...defects, blankDefect]);
    focusSoon(`defect-${defects.length}-problem`);
  };
  const confirm = (): void => {
    setTried(true);
    if (isWhole && limitWorkingDays !== undefined) onRequest(defects, limitWorkingDays);
  };

  return (
    <FormDialog title="一次性补正告知" widthPx={860} firstFocusId="defect-0-problem" confirmLabel="出具补正告知书" onConfirm={confirm} onClose={onClose}>
      <p className="quiet">须一次列全所有缺陷，一个办件只能出具一次。缺少的材料和未填的项目已列出，请核对增删。</p>
      {isTried && !isWhole && <p role="alert" className="danger">每一条都要写明问题和补正办法；至少一条。</p>}
      <ol className="defects">
        {defects.map((defect, index) => (
          <li key={index}>
            <select
              className="native-select"
              aria-label={`第 ${index + 1} 条涉及的材料`}
              value={defect.materialCode ?? ""}
              onChange={(event) => change(index, { materialCode: event.target.value || null })}
            >
              <option value="">申请表</option>
              {item.materials.map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
            </select>
            <Input id={`defect-${index}-problem`} aria-label={`第 ${index + 1} 条问题`} placeholder="问题" maxLength={500} value={defect.problem} onChange={(event) => change(index, { problem: event.target.value })} />
            <Input aria-label={`第 ${index + 1} 条补正办法`} placeholder="补正办法" maxLength={500} value={defect.remedy} onChange={(event) => change(index, { remedy: event.target.value })} />
            <Button aria-label={`删除第 ${index + 1} 条`} onClick={() => { setDefects(defects.filter((_, at) => at !== index)); focusSoon(`defect-${Math.max(0, index - 1)}-problem`); }}>删除</Button>
          </li>
        ))}
      </ol>
      <div><Button onClick={add}>增加一条</Button></div>
      <Field id="correction-days" label="补正期限（工作日）" isRequired problem={limitWorkingDays === undefined ? "请填写 1 至 60 的整数。" : null}>
        {(aria) => <Input {...aria} inputMode="numeric" className="short" value={days} onChange={(event) => setDays(event.target.value)} />}
      </Field>
    </FormDialog>
  );
}

const blankDefect: Defect = { materialCode: null, problem: "", remedy: "" };

import { useState } from "react";
import { verdictNames } from "../../../contracts/wording/cases.ts";
import type { Verdict } from "../../../domain/case/case-parts.ts";
import { meetingPartsSchema } from "../../../domain/case/flow-parts.ts";
import { regionDateOf } from "../../../domain/time/instant.ts";
import { useStores } from "../../app/stores.ts";
import { Field } from "../../desk/Field.tsx";
import { FormDialog } from "../../desk/FormDialog.tsx";
import { recordedAnswer } from "../../desk/form-answer.ts";
import { useUnsentWords } from "../../unsent-words/use-unsent-words.ts";
import type { ActDialogProps } from "./act-dialog.ts";
import { LongText } from "./LongText.tsx";

const dayField = { key: "heldOn", label: "会议日期", kind: "date", isRequired: true } as const;

/** What the leaders' meeting resolved (R-FLOW-6). */
export function RecordMeetingDialog({ opened, isBusy, onAct, onClose }: ActDialogProps) {
  const { services } = useStores();
  const { words, change, restored } = useUnsentWords({ caseId: opened.case.id, form: "recordMeeting", detail: "" }, () => ({ resolution: "agree" as Verdict, day: regionDateOf(services.now()) as string, names: "", minutes: "" }));
  const { resolution, day, names, minutes } = words;
  const [isTried, setTried] = useState(false);
  const heldOn = recordedAnswer(dayField, day);
  const attendees = names.split(/[、，,；;\s]+/).filter((name) => name !== "");
  const parts = meetingPartsSchema.safeParse({ heldOn, attendees, resolution, minutes });
  const isDay = meetingPartsSchema.shape.heldOn.safeParse(heldOn).success;
  const confirm = (): void => {
    setTried(true);
    if (!isBusy && parts.success) onAct({ kind: "recordMeeting", payload: parts.data });
  };
  return (
    <FormDialog title={`${opened.item.meeting?.name ?? "会议"}纪要`} widthPx={640} firstFocusId="meeting-resolution" confirmLabel="签署纪要" isConfirmDisabled={isBusy} restored={restored} onConfirm={confirm} onClose={onClose}>
      <div className="pair">
        <Field id="meeting-resolution" label="会议决定" isRequired>
          {(aria) => (
            <select {...aria} aria-invalid={undefined} aria-required={undefined} value={resolution} onChange={(event) => change({ resolution: event.target.value as Verdict })}>
              {(Object.entries(verdictNames) as [Verdict, string][]).map(([value, name]) => <option key={value} value={value}>{name}</option>)}
            </select>
          )}
        </Field>
        <Field id="meeting-day" label="会议日期" isRequired problem={isDay ? null : "请按 20260131 的样子填写日期。"}>
          {(aria) => <input {...aria} className="number" maxLength={12} value={day} onChange={(event) => change({ day: event.target.value })} />}
        </Field>
      </div>
      <Field id="meeting-attendees" label="参会人员" isRequired problem={isTried && attendees.length === 0 ? "请填写参会人员。" : null} hint={attendees.length > 1 ? `${attendees.length} 人` : "姓名之间用顿号或空格隔开"}>
        {(aria) => <input {...aria} value={names} onChange={(event) => change({ names: event.target.value })} />}
      </Field>
      <LongText id="meeting-minutes" label="会议纪要" maxLength={8000} value={minutes} isMissing={isTried} hint="Ctrl+回车签署；签署后不能修改" onChange={(text) => change({ minutes: text })} />
    </FormDialog>
  );
}

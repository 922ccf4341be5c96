import { useState, type ComponentType } from "react";
import { useStore } from "zustand";
import type { OpenedCase } from "../../../contracts/ipc/cases.ts";
import type { CommandKind } from "../../../domain/case/case-command.ts";
import { useStores } from "../../app/stores.ts";
import { KeyButton } from "../../keyboard/KeyButton.tsx";
import type { KeyAction } from "../../keyboard/key-map.ts";
import type { ActDialogProps } from "./act-dialog.ts";
import { PublishDialog } from "./PublishDialog.tsx";
import { RecordMeetingDialog } from "./RecordMeetingDialog.tsx";
import { ReferToMeetingDialog } from "./ReferToMeetingDialog.tsx";
import { ReportUpwardDialog } from "./ReportUpwardDialog.tsx";
import { ResumeDialog } from "./ResumeDialog.tsx";
import { SuspendDialog } from "./SuspendDialog.tsx";
import { UpperAnswerDialog } from "./UpperAnswerDialog.tsx";

type FlowAct = Extract<CommandKind, "recordMeeting" | "recordUpperAnswer" | "resumeCase" | "suspendCase" | "referToMeeting" | "reportUpward" | "recordPublication">;

const dialogs: Readonly<Record<FlowAct, ComponentType<ActDialogProps>>> = {
  recordMeeting: RecordMeetingDialog,
  recordUpperAnswer: UpperAnswerDialog,
  resumeCase: ResumeDialog,
  suspendCase: SuspendDialog,
  referToMeeting: ReferToMeetingDialog,
  reportUpward: ReportUpwardDialog,
  recordPublication: PublishDialog,
};
/** Elsewhere the act has another key. */
const keyOf = (act: FlowAct): KeyAction => (act === "recordPublication" ? "publishResult" : act);
const acts = Object.keys(dialogs) as readonly FlowAct[];

/** What else may be done besides signing: pauses, the leaders' meeting, the publication (R-FLOW-4, R-FLOW-6, R-FLOW-7, R-FLOW-9). */
export function FlowActs({ opened, onDone }: { opened: OpenedCase; onDone: () => void }) {
  const { reviewer } = useStores();
  const { act, isActing } = useStore(reviewer);
  const [shown, setShown] = useState<FlowAct | null>(null);
  const Dialog = shown === null ? null : dialogs[shown];
  const close = (): void => setShown(null);
  return (
    <>
      {acts.filter((kind) => opened.actions.includes(kind)).map((kind) => <KeyButton key={kind} action={keyOf(kind)} onPress={() => setShown(kind)} />)}
      {Dialog && (
        <Dialog
          opened={opened}
          isBusy={isActing}
          onClose={close}
          onAct={(body) => void act(body).then((isDone) => {
            if (!isDone) return;
            close();
            onDone();
          })}
        />
      )}
    </>
  );
}

import { useState } from "react";
import { useStore } from "zustand";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { decisionNames, roleNames, stageNames, verdictNames } from "../../contracts/wording/cases.ts";
import { actedForWording } from "../../contracts/wording/delegations.ts";
import { pauseWording } from "../../contracts/wording/flow.ts";
import type { CommandKind } from "../../domain/case/case-command.ts";
import { findCurrentStep, type StepStay } from "../../domain/case/case-state.ts";
import { findPause } from "../../domain/case/pauses.ts";
import { earlierStepsOf } from "../../domain/case/rules/steps.ts";
import { isCorrectingKind, mayAskCorrection } from "../../domain/case/signing.ts";
import { useStores } from "../app/stores.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { AnswerCorrectionDialog } from "./AnswerCorrectionDialog.tsx";
import { AskCorrectionDialog } from "./AskCorrectionDialog.tsx";
import { FlowActs } from "./flow-acts/FlowActs.tsx";
import { SendBackDialog } from "./SendBackDialog.tsx";
import { SigningDialog, type SignedWords, type Stance } from "./SigningDialog.tsx";
import { signingBody, signingKind } from "./signing-body.ts";

/** A signature is for the step the case stood at when its dialog was opened, whatever arrives meanwhile. */
type Shown = { kind: "sign"; stance: Stance; step: StepStay } | { kind: "send-back" | "ask-correction" | "answer-correction" };

/** What may be signed where the case stands, all by keyboard; `onSigned` after what ends the turn of who signs. */
export function SigningBar({ opened, onSigned }: { opened: OpenedCase; onSigned: () => void }) {
  const { reviewer, workplace } = useStores();
  const person = useStore(workplace, (state) => state.workplace?.person);
  const { act, isActing } = useStore(reviewer);
  const [dialog, setDialog] = useState<Shown | null>(null);
  const { case: current, item, actions } = opened;
  const step = findCurrentStep(current);
  const isDecider = actions.includes("decideCase");
  const maySign = step !== undefined && (isDecider || actions.includes("signOpinion"));
  const earlier = earlierStepsOf(item, current);
  const pause = findPause(current);
  const { opinions, askedCorrections } = current;
  const isAsked = (number: number): boolean => askedCorrections.some(({ opinionNumber }) => opinionNumber === number);
  const correctable = opinions.flatMap((opinion, index) => (person && mayAskCorrection(opinion, person) && !isAsked(index + 1) ? [index + 1] : []));
  const [forStance, againstStance]: [Stance, Stance] = isDecider ? ["grant", "deny"] : ["agree", "disagree"];
  const close = (): void => setDialog(null);
  const inPlaceOf = (kind: CommandKind): string => (opened.actingFor?.kinds.includes(kind) === true ? `（${actedForWording(opened.actingFor.actedFor)}）` : "");

  const openSigning = (stance: Stance): void => {
    if (step) setDialog({ kind: "sign", stance, step });
  };
  const sign = async (stance: Stance, stepCode: string, words: SignedWords): Promise<void> => {
    if (!(await act(signingBody(stance, stepCode, words)))) return;
    close();
    onSigned();
  };
  return (
    <div className="row" role="toolbar" aria-label="签署">
      {opened.actingFor?.kinds.some((kind) => !isCorrectingKind(kind)) === true && <span className="tag">{actedForWording(opened.actingFor.actedFor)}</span>}
      {maySign && <KeyButton action="agree" label={isDecider ? decisionNames.grant : verdictNames.agree} isPrimary onPress={() => openSigning(forStance)} />}
      {maySign && <KeyButton action="disagree" label={isDecider ? decisionNames.deny : verdictNames.disagree} isDanger onPress={() => openSigning(againstStance)} />}
      {actions.includes("sendBack") && <KeyButton action="sendBack" isDisabled={earlier.length === 0} onPress={() => setDialog({ kind: "send-back" })} />}
      {actions.includes("askOpinionCorrection") && <KeyButton action="askCorrection" isDisabled={correctable.length === 0} onPress={() => setDialog({ kind: "ask-correction" })} />}
      {actions.includes("correctOpinion") && <KeyButton action="answerCorrection" onPress={() => setDialog({ kind: "answer-correction" })} />}
      <FlowActs opened={opened} onDone={onSigned} />
      {!maySign && (
        <span className="quiet">{pause ? pauseWording(pause) : step === undefined ? `办件${stageNames[current.stage]}，没有要签署的。` : `现在由${roleNames[step.role]}签署“${step.name}”。`}</span>
      )}
      {dialog?.kind === "send-back" && (
        <SendBackDialog
          caseId={current.id}
          earlier={earlier}
          isBusy={isActing}
          onClose={close}
          onSendBack={async (payload) => {
            if (!(await act({ kind: "sendBack", payload }))) return;
            close();
            onSigned();
          }}
        />
      )}
      {dialog?.kind === "ask-correction" && correctable.length > 0 && (
        <AskCorrectionDialog
          opened={opened}
          numbers={correctable}
          inPlaceOf={inPlaceOf("askOpinionCorrection")}
          isBusy={isActing}
          onClose={close}
          onAsk={async (payload) => {
            if (await act({ kind: "askOpinionCorrection", payload })) close();
          }}
        />
      )}
      {dialog?.kind === "answer-correction" && askedCorrections.length > 0 && (
        <AnswerCorrectionDialog
          caseId={current.id}
          asked={askedCorrections}
          inPlaceOf={inPlaceOf("correctOpinion")}
          isBusy={isActing}
          onClose={close}
          onAnswer={async (body) => {
            if (await act(body)) close();
          }}
        />
      )}
      {dialog?.kind === "sign" && (
        <SigningDialog
          place={{ caseId: current.id, form: signingKind(dialog.stance), detail: `${dialog.step.code}.${dialog.stance}` }}
          stance={dialog.stance}
          what={`${dialog.step.name}${inPlaceOf(signingKind(dialog.stance))}`}
          item={item}
          isBusy={isActing}
          onClose={close}
          onSign={(words) => void sign(dialog.stance, dialog.step.code, words)}
        />
      )}
    </div>
  );
}

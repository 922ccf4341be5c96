import { useState } from "react";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { regionDateOf } from "../../domain/time/instant.ts";
import { useStores } from "../app/stores.ts";
import { CaseFacts } from "../desk/CaseFacts.tsx";
import { CaseTrail } from "../desk/CaseTrail.tsx";
import { RecordCheckLine } from "../desk/RecordCheckLine.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { useKey } from "../keyboard/use-keys.ts";
import { RestoredLine } from "../unsent-words/RestoredLine.tsx";
import { useUnsentWords } from "../unsent-words/use-unsent-words.ts";
import { ApplicationForm } from "./ApplicationForm.tsx";
import { readApplication, typedApplicationSchema, typedFromApplication, withChange, type FieldProblems } from "./draft.ts";
import { fieldIdOf, focusChecklist, focusField, focusIdentity } from "./field-ids.ts";
import { shownAnswer } from "../desk/form-answer.ts";

/** The application of a received case: to read, and to amend while that is allowed. */
export function ReceivedApplicationPanel({ opened }: { opened: OpenedCase }) {
  const [isAmending, setAmending] = useState(false);
  const mayAmend = opened.actions.includes("amendApplication");
  const begin = (): void => {
    setAmending(true);
    focusIdentity();
  };
  return (
    <section className="panel" aria-label="申请信息">
      <header>
        <h2>申请信息</h2>
        {mayAmend && !isAmending && <KeyButton action="amend" label="修改" onPress={begin} />}
      </header>
      {isAmending && mayAmend ? (
        <div className="body"><AmendForm opened={opened} onDone={() => { setAmending(false); focusChecklist(); }} /></div>
      ) : (
        <div className="body" tabIndex={0} role="group" aria-label="申请信息内容"><ReadOnly opened={opened} /></div>
      )}
    </section>
  );
}

function ReadOnly({ opened }: { opened: OpenedCase }) {
  return (
    <div className="stack">
      <CaseFacts opened={opened} />
      <RecordCheckLine record={opened.record} />
      <details>
        <summary>经办记录（{opened.trail.length}）</summary>
        <CaseTrail trail={opened.trail} item={opened.item} />
      </details>
    </div>
  );
}

function AmendForm({ opened, onDone }: { opened: OpenedCase; onDone: () => void }) {
  const { openCase, services } = useStores();
  const { item } = opened;
  const { words: typed, change, restored } = useUnsentWords(
    { caseId: opened.case.id, form: "amendApplication", detail: "" },
    () => {
      const recorded = typedFromApplication(opened.case.application);
      return { ...recorded, form: Object.fromEntries(item.form.map((field) => [field.key, shownAnswer(field, recorded.form[field.key] ?? "")])) };
    },
    (kept, start) => typedApplicationSchema.parse({ ...start, ...kept }),
  );
  const [problems, setProblems] = useState<FieldProblems>(new Map());
  const save = async (): Promise<void> => {
    const read = readApplication(typed, item, regionDateOf(services.now()));
    setProblems(read.problems ?? new Map());
    if (read.application === null) {
      const [first] = read.problems.keys();
      if (first) focusField(first);
    } else if (await openCase.getState().act({ kind: "amendApplication", payload: { application: read.application } })) {
      onDone();
    }
  };
  useKey("goToApplication", focusIdentity);
  return (
    <>
      <RestoredLine restored={restored} firstFocusId={fieldIdOf("identityNumber")} />
      <ApplicationForm
        typed={typed}
        item={item}
        items={null}
        problems={problems}
        onChange={(part) => change((before) => withChange(before, part, regionDateOf(services.now())))}
        onAnswer={(key, answer) => change((before) => ({ form: { ...before.form, [key]: answer } }))}
        onChooseItem={() => undefined}
        onSubmit={() => void save()}
      />
      <div className="row form-end">
        <KeyButton action="receive" label="保存修改" isPrimary onPress={() => void save()} />
        <KeyButton action="cancel" label="不改了" onPress={onDone} />
      </div>
    </>
  );
}

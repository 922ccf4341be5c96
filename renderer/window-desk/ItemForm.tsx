import type { FormField, ItemDefinition } from "../../domain/item/item-definition.ts";
import { Field, type ControlAria } from "../desk/Field.tsx";
import type { FieldProblems } from "./draft.ts";
import { fieldIdOf } from "./field-ids.ts";
import { formFieldProblem } from "../desk/form-answer.ts";

export interface ItemFormProps {
  readonly item: ItemDefinition;
  readonly answers: Readonly<Record<string, string>>;
  readonly problems: FieldProblems;
  readonly onAnswer: (key: string, answer: string) => void;
}

const kindHints: Partial<Record<FormField["kind"], string>> = { date: "按 20260131 的样子填写", fen: "单位：元，可有两位小数" };

/** The item's own questions, in its order. */
export function ItemForm({ item, answers, problems, onAnswer }: ItemFormProps) {
  const fields = item.form.map((field) => {
    const answer = answers[field.key] ?? "";
    const unit = field.unit ? `（${field.unit}）` : "";
    // A date or number half typed is no mistake yet: only what was refused once is shown before the field is left.
    const problem = problems.get(`form.${field.key}`) ?? (field.kind === "choice" ? formFieldProblem(field, answer) : null);
    return (
      <Field key={field.key} id={fieldIdOf(`form.${field.key}`)} label={`${field.label}${unit}`} isRequired={field.isRequired} problem={problem} hint={field.hint ?? kindHints[field.kind]} isWide={field.kind === "longText"}>
        {(aria) => <AnswerControl field={field} answer={answer} aria={aria} onAnswer={(text) => onAnswer(field.key, text)} />}
      </Field>
    );
  });
  return <div className="pair">{fields}</div>;
}

function AnswerControl({ field, answer, aria, onAnswer }: { field: FormField; answer: string; aria: ControlAria; onAnswer: (text: string) => void }) {
  if (field.kind === "choice") {
    return (
      <select {...aria} value={answer} onChange={(event) => onAnswer(event.target.value)}>
        <option value="">请选择</option>
        {field.choices?.map((choice) => <option key={choice} value={choice}>{choice}</option>)}
      </select>
    );
  }
  if (field.kind === "longText") {
    return <textarea {...aria} maxLength={4000} value={answer} onChange={(event) => onAnswer(event.target.value)} />;
  }
  return <input {...aria} autoComplete="off" inputMode={field.kind === "text" ? "text" : "decimal"} maxLength={4000} value={answer} onChange={(event) => onAnswer(event.target.value)} />;
}

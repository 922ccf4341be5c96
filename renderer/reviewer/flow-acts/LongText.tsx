import { Field } from "../../desk/Field.tsx";

export interface LongTextProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  readonly hint?: string;
  /** Says that it must be filled in, once somebody has tried to go on without. */
  readonly isMissing: boolean;
  readonly onChange: (value: string) => void;
}

/** A required text of several lines. */
export function LongText({ id, label, value, maxLength, hint, isMissing, onChange }: LongTextProps) {
  return (
    <Field id={id} label={label} isRequired problem={isMissing && value.trim() === "" ? `请填写${label}。` : null} hint={hint}>
      {(aria) => <textarea {...aria} maxLength={maxLength} value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}

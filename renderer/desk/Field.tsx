import type { ReactNode } from "react";

export interface FieldProps {
  /** The control's id; the texts below it get ids made from it. */
  readonly id: string;
  readonly label: string;
  readonly isRequired?: boolean;
  readonly problem?: string | null | undefined;
  readonly hint?: ReactNode;
  /** Takes the whole width where fields stand in two columns. */
  readonly isWide?: boolean;
  readonly children: (aria: ControlAria) => ReactNode;
}

export interface ControlAria {
  readonly id: string;
  readonly "aria-describedby": string;
  readonly "aria-invalid": boolean;
  readonly "aria-required": boolean;
}

/** A label, its control, and what is wrong with it or worth knowing, said to screen readers too. */
export function Field({ id, label, isRequired = false, problem = null, hint, isWide = false, children }: FieldProps) {
  const saysId = `${id}-says`;
  return (
    <div className={isWide ? "field wide" : "field"}>
      <label htmlFor={id}>
        {label}
        {isRequired && <span className="required" aria-hidden="true">*</span>}
      </label>
      {children({ id, "aria-describedby": saysId, "aria-invalid": problem !== null, "aria-required": isRequired })}
      <div id={saysId} aria-live="polite">
        {problem !== null ? <span className="problem">{problem}</span> : hint !== undefined && hint !== null && <span className="hint">{hint}</span>}
      </div>
    </div>
  );
}

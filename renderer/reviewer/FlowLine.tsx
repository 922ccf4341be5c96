import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { useDue } from "../app/use-due.ts";
import { flowLineOf } from "./flow-line.ts";

const markers = { done: "✓", current: "●", ahead: "○" } as const;
const stateNames = { done: "已办", current: "办理中", ahead: "未到" } as const;

/** The flow as a line of steps, with where the case stands. */
export function FlowLine({ opened }: { opened: OpenedCase }) {
  const writeDue = useDue();
  return (
    <ol className="flow-line" aria-label="办理流程">
      {flowLineOf(opened, writeDue).map(({ code, name, state, text }) => (
        <li key={code} className={state} {...(state === "current" ? { "aria-current": "step" as const } : {})}>
          <span aria-hidden="true">{markers[state]}</span> {name}
          <span className="visually-hidden">（{stateNames[state]}）</span>
          {text !== "" && <span className="quiet"> {text}</span>}
        </li>
      ))}
    </ol>
  );
}

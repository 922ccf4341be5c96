import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { useDue } from "../app/use-due.ts";
import { flowLineOf, type FlowLineStep } from "./flow-line.ts";

const markers: Readonly<Record<FlowLineStep["state"], string>> = { done: "✓", current: "●", waiting: "‖", stopped: "×", ahead: "○" };
const stateNames: Readonly<Record<FlowLineStep["state"], string>> = { done: "已办", current: "办理中", waiting: "等待", stopped: "终止", ahead: "未到" };
const isHere = (state: FlowLineStep["state"]): boolean => state === "current" || state === "waiting";

/** The flow as a line of steps, with where the case stands. */
export function FlowLine({ opened }: { opened: OpenedCase }) {
  const writeDue = useDue();
  return (
    <ol className="flow-line" aria-label="办理流程">
      {flowLineOf(opened, writeDue).map(({ code, name, state, text }) => (
        <li key={code} className={state} {...(isHere(state) ? { "aria-current": "step" as const } : {})}>
          <span aria-hidden="true">{markers[state]}</span> {name}
          <span className="visually-hidden">（{stateNames[state]}）</span>
          {text !== "" && <span className="quiet"> {text}</span>}
        </li>
      ))}
    </ol>
  );
}

import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { eventNames } from "../../contracts/wording/cases.ts";
import { formatMinute } from "../../contracts/wording/time.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import { useDue } from "../app/use-due.ts";
import { describeEvent } from "./describe-event.ts";

/** Who did what, when, from where, and by which version of the rules (R-SUP-8); the latest first. */
export function CaseTrail({ trail, item }: { trail: OpenedCase["trail"]; item: ItemDefinition }) {
  const writeDue = useDue();
  return (
    <ol className="trail">
      {trail.toReversed().map((event) => (
        <li key={event.version}>
          <div className="spread">
            <strong>{eventNames[event.kind]}</strong>
            <span className="quiet number">{formatMinute(event.occurredAt)}</span>
          </div>
          <div>{describeEvent(event, item, writeDue)}</div>
          <div className="quiet">
            {[event.actor.name, ...(event.workstationCode === null ? [] : [`${event.workstationCode} 号工作站`]), `规则第 ${event.rulesVersion} 版`, ...(event.isWaiting ? ["等待上传"] : [])].join("，")}
          </div>
        </li>
      ))}
    </ol>
  );
}

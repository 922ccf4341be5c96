import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { eventNames } from "../../contracts/wording/cases.ts";
import { formatMinute } from "../../contracts/wording/time.ts";
import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import { describeEvent } from "./describe-event.ts";

/** Who did what, when and from where (R-SUP-8); the latest first. */
export function CaseTrail({ trail, item }: { trail: OpenedCase["trail"]; item: ItemDefinition }) {
  return (
    <ol className="trail">
      {trail.toReversed().map((event) => (
        <li key={event.version}>
          <div className="spread">
            <strong>{eventNames[event.kind]}</strong>
            <span className="quiet number">{formatMinute(event.occurredAt)}</span>
          </div>
          <div>{describeEvent(event, item)}</div>
          <div className="quiet">
            {event.actor.name}{event.workstationCode === null ? "" : `，${event.workstationCode} 号工作站`}{event.isWaiting ? "，等待上传" : ""}
          </div>
        </li>
      ))}
    </ol>
  );
}

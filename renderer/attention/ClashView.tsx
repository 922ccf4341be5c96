import type { Attention } from "../../contracts/ipc/workplace.ts";
import { commandNames, eventNames } from "../../contracts/wording/cases.ts";
import { formatMinute } from "../../contracts/wording/time.ts";
import type { DescribedItem } from "../desk/describe-event.ts";
import { describeEvent } from "../desk/describe-event.ts";
import { describeCommand } from "./describe-command.ts";

type Refused = Extract<Attention["cause"], { kind: "command-refused" }>;

/** Both sides of a clash: what was done here, and what had been recorded of the case meanwhile (R-OFF-3). */
export function ClashView({ cause: { command, meanwhile }, item }: { cause: Refused; item: DescribedItem }) {
  if (command === null) return null;
  return (
    <div className="clash">
      <section aria-label="您当时的操作">
        <h3>您当时的操作</h3>
        <div className="spread"><strong>{commandNames[command.kind]}</strong><span className="quiet number">{formatMinute(command.givenAt)}</span></div>
        <p>{describeCommand(command)}</p>
        <p className="quiet">{command.actor.name}{command.workstationCode === null ? "" : `，${command.workstationCode} 号工作站`}</p>
      </section>
      <section aria-label="这期间的记录">
        <h3>这期间的记录</h3>
        {meanwhile.length === 0 && <p className="quiet">没有别的记录，或还没有取回；请联网同步后再看。</p>}
        <ol className="trail">
          {meanwhile.map((event) => (
            <li key={event.version}>
              <div className="spread"><strong>{eventNames[event.kind]}</strong><span className="quiet number">{formatMinute(event.occurredAt)}</span></div>
              <div>{describeEvent(event, item)}</div>
              <div className="quiet">{event.actor.name}</div>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}

import { useEffect, useRef } from "react";
import type { DeviceStanding } from "../../contracts/ipc/devices.ts";
import type { DeviceEntry, DeviceGroup } from "./device-entries.ts";
import { DeviceLight } from "./DeviceState.tsx";

export interface DeviceListProps {
  readonly groups: readonly DeviceGroup[];
  readonly statuses: Readonly<Record<string, DeviceStanding>>;
  readonly selected: DeviceEntry;
  readonly onSelect: (entryId: string) => void;
}

/** Every device with how it stands; arrow keys go through them, what is chosen is shown beside the list. */
export function DeviceList({ groups, statuses, selected, onSelect }: DeviceListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.focus(), []);
  const entries = groups.flatMap((group) => group.entries);
  const at = entries.findIndex(({ entryId }) => entryId === selected.entryId);

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const moves: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const entry = entries[Math.min(entries.length - 1, Math.max(0, move))];
    if (!entry) return;
    onSelect(entry.entryId);
    document.getElementById(optionId(entry))?.scrollIntoView({ block: "nearest" });
  };
  return (
    <section className="panel" aria-label="本机设备">
      <header>
        <h2>本机设备</h2>
        <span className="quiet">每隔几秒更新</span>
      </header>
      <div ref={list} className="record-list" role="listbox" aria-label="本机设备" tabIndex={0} data-focus-home aria-activedescendant={optionId(selected)} onKeyDown={onKeyDown}>
        {groups.map(({ part, title, entries: devices }) => (
          <div key={part} role="group" aria-label={title}>
            <div className="device-group" aria-hidden="true">{title}</div>
            {devices.map((entry) => (
              <div key={entry.entryId} id={optionId(entry)} role="option" aria-selected={entry.entryId === selected.entryId} className="record" onClick={() => onSelect(entry.entryId)}>
                <div className="spread">
                  <strong className={entry.deviceId === null ? "quiet" : ""}>{entry.name}</strong>
                  {entry.deviceId !== null && <DeviceLight status={statuses[entry.deviceId]} />}
                </div>
                {entry.place !== "" && <p className="quiet device-place">{entry.place}</p>}
              </div>
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}

function optionId({ entryId }: DeviceEntry): string {
  return `device-${entryId}`;
}

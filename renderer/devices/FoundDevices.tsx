import { useEffect, useState } from "react";
import type { WireFailure } from "../../contracts/sync.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { isFailure } from "../../domain/failure.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";

export interface FoundDevice {
  readonly name: string;
  readonly hint: string;
}

export interface FoundDevicesProps<T extends FoundDevice> {
  /** Asks the network and this PC; a failure comes beside what was found in spite of it. */
  readonly find: () => Promise<{ readonly found: readonly T[]; readonly failure: WireFailure | null }>;
  readonly nothingText: string;
  /** What they are counted in. */
  readonly unit?: string;
  readonly onChoose: (device: T) => void;
}

/** Devices within reach, to choose from instead of typing an address; looked for when this is drawn and on the key. */
export function FoundDevices<T extends FoundDevice>({ find, nothingText, unit = "台", onChoose }: FoundDevicesProps<T>) {
  const [turn, setTurn] = useState(0);
  const [answer, setAnswer] = useState<{ readonly turn: number; readonly found: readonly T[]; readonly problem: string | null }>();
  useEffect(() => {
    let isCurrent = true;
    const put = (found: readonly T[], problem: string | null): void => {
      if (isCurrent) setAnswer({ turn, found, problem });
    };
    find().then(({ found, failure }) => put(found, failure && wordingOf(failure)), (error: unknown) => put([], wordingOf(isFailure(error) ? error : { code: "internal", details: {} })));
    return () => {
      isCurrent = false;
    };
  }, [find, turn]);
  const { found, problem } = answer?.turn === turn ? answer : { found: null, problem: null };
  return (
    <div className="stack found-devices" role="group" aria-label="找到的设备">
      <div className="row">
        <KeyButton action="findDevices" label="重新查找" isBusy={found === null} onPress={() => setTurn(turn + 1)} />
        <span role="status" className={problem === null ? "quiet" : "danger"}>
          {found === null ? "正在查找…" : `${foundText(found.length, unit, problem === null ? nothingText : "")}${problem ?? ""}`}
        </span>
      </div>
      {found !== null && found.length > 0 && (
        <div className="row">
          {found.map((device) => (
            <button key={`${device.name} ${device.hint}`} type="button" className="button" onClick={() => onChoose(device)}>
              {device.name} <span className="quiet">{device.hint}</span>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function foundText(count: number, unit: string, nothingText: string): string {
  return count === 0 ? nothingText : `找到 ${count} ${unit}，选一${unit}填入：`;
}

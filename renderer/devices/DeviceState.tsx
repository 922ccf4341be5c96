import type { DeviceStanding } from "../../contracts/ipc/devices.ts";
import { deviceStateWording, deviceWarningWording } from "../../contracts/wording/devices.ts";
import { formatNear } from "../../contracts/wording/time.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { useNow } from "../app/use-now.ts";

/** A word or two with a light, whose shape says it too, and since when. */
export function DeviceLight({ status }: { status: DeviceStanding | undefined }) {
  const now = useNow();
  if (status === undefined || status.condition === "asking") return <span className="quiet">正在询问…</span>;
  const tone = status.failures.length > 0 ? "red" : status.warnings.length > 0 ? "yellow" : "green";
  return (
    <span className="device-light">
      <span className={`light ${tone}`}>{deviceStateWording(status)}</span>
      <span className="quiet number"> {formatNear(status.since, now as Instant)} 起</span>
    </span>
  );
}

/** What is wrong and what to do about it, in whole sentences. */
export function DeviceTrouble({ status }: { status: DeviceStanding | undefined }) {
  return (
    <div aria-live="polite">
      {status?.failures.map((failure) => <p key={failure.code} className="danger">{wordingOf(failure)}</p>)}
      {status && status.warnings.length > 0 && <p className="warning">{status.warnings.map(deviceWarningWording).join("；")}</p>}
    </div>
  );
}

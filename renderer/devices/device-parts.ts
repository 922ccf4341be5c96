import type { DevicePart } from "./device-entries.ts";

/** What the part of the desk for one kind of device is given. */
export interface DevicePartProps {
  /** The device chosen; null where there is none yet. */
  readonly deviceId: string | null;
  /** Chooses another, as after adding one. */
  readonly onSelect: (part: DevicePart, deviceId: string) => void;
}

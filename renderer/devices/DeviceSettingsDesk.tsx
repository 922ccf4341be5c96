import { CardReaderSettings } from "./CardReaderSettings.tsx";
import { StaffCardSettings } from "../staff-card/StaffCardSettings.tsx";
import { PrinterSettings } from "./PrinterSettings.tsx";

/** The devices of this PC. Scanners need no settings: they are found when a scan begins. */
export function DeviceSettingsDesk() {
  return (
    <div className="device-settings">
      <PrinterSettings />
      <CardReaderSettings />
      <StaffCardSettings />
    </div>
  );
}

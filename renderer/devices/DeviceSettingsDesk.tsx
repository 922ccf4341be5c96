import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { useStores } from "../app/stores.ts";
import { CameraPart } from "../camera/CameraPart.tsx";
import { StaffCardSettings } from "../staff-card/StaffCardSettings.tsx";
import { A4PrinterPart } from "./A4PrinterPart.tsx";
import { CardReaderPart } from "./CardReaderPart.tsx";
import { cameraId, deviceGroups, type DevicePart } from "./device-entries.ts";
import type { DevicePartProps } from "./device-parts.ts";
import { DeviceList } from "./DeviceList.tsx";
import { PaperRoutesPart } from "./PaperRoutesPart.tsx";
import { ReceiptPrinterPart } from "./ReceiptPrinterPart.tsx";
import { ScannerPart } from "./ScannerPart.tsx";

/** The part of the desk for each kind of device; a kind more is a row here and a group of `deviceGroups`. */
const parts: Readonly<Record<DevicePart, (props: DevicePartProps) => React.JSX.Element>> = {
  "card-reader": CardReaderPart,
  "receipt-printer": ReceiptPrinterPart,
  "a4-printer": A4PrinterPart,
  scanner: ScannerPart,
  camera: CameraPart,
  "staff-card": StaffCardSettings,
  papers: PaperRoutesPart,
};

/** The devices of this PC: each with how it stands now, and what is set up about it. */
export function DeviceSettingsDesk() {
  const { devices, prints, cards, camera: cameras, staffCard: staffCards } = useStores();
  const { statuses, networkScanners, watch, loadScanners } = useStore(devices);
  const { printers, a4Printers, load } = useStore(prints);
  const { setup, loadSetup } = useStore(cards);
  const camera = useStore(cameras);
  const { watch: watchCamera } = camera;
  const staffCard = useStore(staffCards, ({ state }) => state);
  const [selectedId, setSelectedId] = useState("card-reader");
  useEffect(() => watch(), [watch]);
  useEffect(() => watchCamera(), [watchCamera]);
  useEffect(() => {
    void load();
    void loadScanners();
    void loadSetup();
  }, [load, loadScanners, loadSetup]);

  const groups = deviceGroups({ reader: setup?.reader ?? null, printers, a4Printers, networkScanners, camera, staffCard, statuses });
  const entries = groups.flatMap((group) => group.entries);
  // What was chosen may have been removed: then the first of its kind is shown, or the line that says there is none.
  const [part] = selectedId.split(":");
  const selected = entries.find(({ entryId }) => entryId === selectedId) ?? entries.find((entry) => entry.part === part) ?? entries[0];
  if (selected === undefined) throw new Error("every kind of device has a line");
  const Part = parts[selected.part];
  return (
    <div className="device-settings">
      <DeviceList groups={groups} statuses={camera.standing === null ? statuses : { ...statuses, [cameraId]: camera.standing }} selected={selected} onSelect={setSelectedId} />
      <Part key={selected.entryId} deviceId={selected.deviceId} onSelect={(chosen, deviceId) => setSelectedId(`${chosen}:${deviceId}`)} />
    </div>
  );
}

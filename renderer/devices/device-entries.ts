import type { DeviceStatus, NetworkScanner } from "../../contracts/ipc/devices.ts";
import type { CardReaderSettings } from "../../contracts/ipc/card-reader.ts";
import type { StaffCardState } from "../../contracts/ipc/staff-card.ts";
import type { A4PrinterSettings, PrinterSettings } from "../../contracts/ipc/printers.ts";
import { deviceFamilyNames } from "../../contracts/wording/devices.ts";
import type { CameraStore } from "../camera/camera-store.ts";
import { nameOfCard } from "../staff-card/card-name.ts";

/** What the desk shows a part of its own for. */
export type DevicePart = "card-reader" | "receipt-printer" | "a4-printer" | "scanner" | "camera" | "staff-card" | "papers";

/** A line of the list. */
export interface DeviceEntry {
  readonly entryId: string;
  readonly part: DevicePart;
  /** Null where no device is set up yet. */
  readonly deviceId: string | null;
  readonly name: string;
  /** Where it is: an address, a port. */
  readonly place: string;
}

export interface DeviceGroup {
  readonly part: DevicePart;
  readonly title: string;
  readonly entries: readonly DeviceEntry[];
}

export interface KnownDevices {
  readonly reader: CardReaderSettings | null;
  readonly printers: readonly PrinterSettings[];
  readonly a4Printers: readonly A4PrinterSettings[];
  readonly networkScanners: readonly NetworkScanner[];
  readonly camera: Pick<CameraStore, "hasLooked" | "name" | "standing">;
  readonly staffCard: StaffCardState;
  readonly statuses: Readonly<Record<string, DeviceStatus>>;
}

/** Among the devices: the page itself looks for it, one for all cameras. */
export const cameraId = "camera";

/** Every device of this PC by its kind; a kind without one has a line that says so. */
export function deviceGroups({ reader, printers, a4Printers, networkScanners, camera, staffCard, statuses }: KnownDevices): DeviceGroup[] {
  const group = (part: Exclude<DevicePart, "camera" | "staff-card" | "papers">, devices: readonly Omit<DeviceEntry, "entryId" | "part">[]): DeviceGroup => ({
    part,
    title: deviceFamilyNames[part],
    entries: devices.length > 0
      ? devices.map((device) => ({ ...device, entryId: `${part}:${device.deviceId}`, part }))
      : [{ entryId: part, part, deviceId: null, name: part === "scanner" ? "没有找到" : "没有设置", place: "" }],
  });
  const setUp = networkScanners.map(({ url, name }) => ({ deviceId: `escl:${url}`, name: name ?? url, place: url }));
  const found = Object.values(statuses)
    .filter(({ family, deviceId }) => family === "scanner" && !setUp.some((scanner) => scanner.deviceId === deviceId))
    .map(({ deviceId, name }) => ({ deviceId, name, place: "自动找到" }));
  return [
    group("card-reader", reader ? [{ deviceId: "card-reader", name: reader.path, place: `波特率 ${reader.baudRate}` }] : []),
    group("receipt-printer", printers.map(({ printerId, name, connection }) => ({ deviceId: printerId, name, place: placeOfPrinter(connection) }))),
    group("a4-printer", a4Printers.map(({ printerId, name, connection }) => ({ deviceId: printerId, name, place: placeOfA4Printer(connection) }))),
    group("scanner", [...setUp, ...found.toSorted((a, b) => a.deviceId.localeCompare(b.deviceId))]),
    { part: "camera", title: "高拍仪和签名板", entries: [{ entryId: "camera", part: "camera", deviceId: camera.standing === null ? null : cameraId, name: camera.name ?? (camera.hasLooked ? "没有找到" : "正在查找…"), place: "签名板也在这里试" }] },
    { part: "staff-card", title: "工作人员证书卡", entries: [{ entryId: "staff-card", part: "staff-card", deviceId: staffCard.kind === "not-configured" ? null : "staff-card", name: nameOfStaffCard(staffCard), place: "" }] },
    { part: "papers", title: "打印去向", entries: [{ entryId: "papers", part: "papers", deviceId: null, name: "各种文书用哪台打印机", place: "" }] },
  ];
}

const staffCardNames = { "not-configured": "没有设置", absent: "没有插卡", trouble: "不能使用" } as const;

function nameOfStaffCard(state: StaffCardState): string {
  return state.kind === "present" ? `已插卡：${state.cards.map(nameOfCard).join("、")}` : staffCardNames[state.kind];
}

export function placeOfPrinter(connection: PrinterSettings["connection"]): string {
  if (connection.kind === "network") return `${connection.host}:${connection.port}`;
  return connection.kind === "device-file" ? connection.path : connection.queue;
}

export function placeOfA4Printer(connection: A4PrinterSettings["connection"]): string {
  return connection.kind === "ipp" ? connection.url : `CUPS 队列 ${connection.queue}`;
}

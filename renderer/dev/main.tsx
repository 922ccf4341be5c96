import { createIpcClient } from "../../contracts/ipc-client.ts";
import type { WorkstationContract } from "../../contracts/ipc.ts";
import { calendar2026 } from "../../domain/calendar/calendar-2026.ts";
import { roleSchema } from "../../domain/people/role.ts";
import { regionDateSchema } from "../../domain/time/instant.ts";
import { mountPage } from "../app/mount.tsx";
import { createFakeWorkstation } from "./fake-workstation.ts";

/**
 * `?pc=new` starts before enrolment, `?pc=signed-out` before sign-in; `?offline`, `?cases=5000`, `?role=handler`, `?gone`, `?store=rebuilt`,
 * `?failure=CODE` (of the sync), `?known-until=2026-12-01` (of the calendar), `?seal-days=12` (left of the office's seal), `?staff-cards=2` set the rest of the scene.
 */
const scene = new URLSearchParams(location.search);
const client = createIpcClient<WorkstationContract>();
const workstation = createFakeWorkstation({
  pc: scene.get("pc") ?? "signed-in",
  role: roleSchema.catch("window-clerk").parse(scene.get("role")),
  isOnline: !scene.has("offline"),
  caseCount: Number(scene.get("cases") ?? 12),
  failureCode: scene.get("failure"),
  calendarKnownUntil: regionDateSchema.catch(calendar2026.knownUntil).parse(scene.get("known-until")),
  sealDaysLeft: scene.has("seal-days") ? Number(scene.get("seal-days")) : null,
  isRebuilt: scene.get("store") === "rebuilt",
  cardCount: Number(scene.get("staff-cards") ?? 1),
});
const listeners = new Set<(isConnected: boolean) => void>();
client.attach(workstation.endpoint);
mountPage({
  client,
  onChange(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  onOpening: () => () => undefined,
});
if (scene.has("gone")) {
  client.detach();
  setTimeout(() => listeners.forEach((listener) => listener(false)), 300);
}

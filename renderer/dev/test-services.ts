import { createIpcClient } from "../../contracts/ipc-client.ts";
import type { WorkstationContract } from "../../contracts/ipc.ts";
import { addMs, instantOf, type Instant } from "../../domain/time/instant.ts";
import { createNoticeStore } from "../app/notice-store.ts";
import type { Services } from "../app/services.ts";
import { createFakeEndpoint, type FakeHandlers, type Publish } from "./fake-endpoint.ts";

/** Services for a store under test: the contract is checked, time and delays pass only when the test says so. */
export function createTestServices(handlers: FakeHandlers) {
  const client = createIpcClient<WorkstationContract>();
  let publish: Publish = () => undefined;
  client.attach(createFakeEndpoint((publishing) => {
    publish = publishing;
    return handlers;
  }));
  let now: Instant = instantOf(Date.parse("2026-11-23T02:00:00.000Z"));
  let lastId = 0;
  const planned: { at: Instant; run: () => void }[] = [];
  const kept = new Map<string, string>();
  const connectionListeners = new Set<(isConnected: boolean) => void>();

  const services: Services = {
    client,
    onOpening: () => () => undefined,
    onConnectionChange(listener) {
      connectionListeners.add(listener);
      return () => connectionListeners.delete(listener);
    },
    now: () => now,
    newId: () => `00000000-0000-7000-8000-${String(++lastId).padStart(12, "0")}`,
    schedule(run, delayMs) {
      const entry = { at: addMs(now, delayMs), run };
      planned.push(entry);
      return () => void planned.splice(planned.indexOf(entry) >>> 0, 1);
    },
    preferences: { read: (name) => kept.get(name) ?? null, write: (name, value) => void kept.set(name, value) },
  };
  const notices = createNoticeStore(services.schedule);
  return {
    services,
    notices,
    toNotices: () => notices.getState(),
    publish: ((topic, payload) => publish(topic, payload)) as Publish,
    tellConnection: (isConnected: boolean) => connectionListeners.forEach((listener) => listener(isConnected)),
    /** Lets that much time pass and runs what falls due in it. */
    advance(ms: number): void {
      now = addMs(now, ms);
      for (const entry of planned.filter(({ at }) => at <= now)) {
        planned.splice(planned.indexOf(entry), 1);
        entry.run();
      }
    },
  };
}

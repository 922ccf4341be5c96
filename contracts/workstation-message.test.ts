import { expect, test } from "vitest";
import { readWorkstationMessage, type WorkstationMessage } from "./workstation-message.ts";

const messages: readonly WorkstationMessage[] = [
  { kind: "ready" },
  { kind: "start-failed", code: "store-newer", details: { found: 9, known: 8, folder: "/data" } },
  { kind: "to-page", connection: 2, message: { any: ["thing", new Uint8Array([1])] } },
  { kind: "start-native", native: 1 },
  { kind: "kill-native", native: 1 },
];

test.each(messages.map((message) => [message.kind, message] as const))("%s is read as it was said, without what else came with it", (_kind, message) => {
  expect(readWorkstationMessage(message)).toEqual(message);
  expect(readWorkstationMessage({ ...message, other: true })).toEqual(message);
});

test.each([
  undefined, null, "ready", 1, [], {}, { kind: "other" }, { kind: "configure", configuration: {} },
  { kind: "start-failed", code: 1, details: {} }, { kind: "start-failed", code: "store-newer" }, { kind: "start-failed", code: "store-newer", details: { found: {} } },
  { kind: "to-page", message: {} }, { kind: "to-page", connection: "2" }, { kind: "start-native" }, { kind: "kill-native", native: 1.5 },
])("%j is no message", (raw) => {
  expect(readWorkstationMessage(raw)).toBeUndefined();
});

import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createFixtureServer } from "../test/ipc/fixture-server.ts";
import { describeProtocol } from "../test/ipc/protocol-suite.ts";
import type { FixtureContract } from "../test/ipc/fixture-contract.ts";
import type { MessageEndpoint } from "./ipc-channel.ts";
import { createIpcClient } from "./ipc-client.ts";

const logged: string[] = [];
const server = createFixtureServer((channel) => logged.push(channel));
const client = createIpcClient<FixtureContract>();
const channel = new MessageChannel();

function endpointOf(port: MessagePort): MessageEndpoint {
  return { post: (message) => port.postMessage(message), onMessage: (listener) => port.on("message", listener) };
}

beforeAll(() => {
  server.serve(endpointOf(channel.port1));
  client.attach(endpointOf(channel.port2));
});
afterAll(() => channel.port1.close());

describeProtocol("a message port", () => client);

test("tells the log what it does not tell the page", async () => {
  logged.length = 0;
  await expect(client.call("fail", { how: "bug" })).rejects.toThrow();
  await expect(client.call("fail", { how: "failure" })).rejects.toThrow();
  expect(logged).toEqual(["fail"]);
});

describe("attaching and detaching", () => {
  test("a call made before the first attachment waits for it", async () => {
    const early = createIpcClient<FixtureContract>();
    const call = early.call("echo", { text: "早" });
    const { port1, port2 } = new MessageChannel();
    server.serve(endpointOf(port1));
    early.attach(endpointOf(port2));
    expect(await call).toMatchObject({ texts: ["早"] });
    port1.close();
  });

  test("after detaching, pending and new calls reject as retryable; after attaching again, calls work", async () => {
    const { port1, port2 } = new MessageChannel();
    const silent = createIpcClient<FixtureContract>();
    silent.attach(endpointOf(port2));
    const pending = silent.call("echo", { text: "等" });
    silent.detach();
    const gone = { code: "workstation-gone", retryable: true };
    await expect(pending).rejects.toMatchObject(gone);
    await expect(silent.call("echo", { text: "迟" })).rejects.toMatchObject(gone);
    const again = new MessageChannel();
    server.serve(endpointOf(again.port1));
    silent.attach(endpointOf(again.port2));
    expect(await silent.call("echo", { text: "又" })).toMatchObject({ texts: ["又"] });
    port1.close();
    again.port1.close();
  });

  test("a page that has gone hears no events and gets no answers", async () => {
    const { port1, port2 } = new MessageChannel();
    const received: unknown[] = [];
    port2.on("message", (message) => received.push(message));
    const leave = server.serve(endpointOf(port1));
    port2.postMessage({ kind: "call", id: 1, channel: "echo", input: { text: "走" } });
    leave();
    await client.call("announce", { count: 1 });
    expect(received).toEqual([]);
    port1.close();
  });
});

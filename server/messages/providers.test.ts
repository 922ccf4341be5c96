import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { addMs, type Instant } from "../../domain/time/instant.ts";
import { startMessageGateway, type MessageGateway } from "../../test/emulators/message-gateway.ts";
import { findNextAttempt } from "./back-off.ts";
import { createFileProvider } from "./file-provider.ts";
import { createHttpProvider } from "./http-provider.ts";
import type { MessageProvider } from "./provider.ts";

const message = { idempotencyKey: "01a20130-8f81-7066-9159-5dbdeeac3dda", mobile: "13800138000", text: "您的办件已受理。" };

let folder: string;
let gateway: MessageGateway;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "yichuang-messages-"));
  gateway = await startMessageGateway();
  return async () => {
    await gateway.close();
    await rm(folder, { recursive: true, force: true });
  };
});

/** What every provider does, whatever is behind it. */
const providers: readonly [string, () => MessageProvider, () => Promise<number>][] = [
  ["files", () => createFileProvider(join(folder, "out")), async () => (await readdir(join(folder, "out"))).length],
  ["HTTP", () => createHttpProvider({ url: gateway.url }), async () => new Set(gateway.received.map(({ key }) => key)).size],
];
describe.each(providers)("a provider of %s", (_name, create, countTaken) => {
  it("takes a message with a reference, and the same again as the same", async () => {
    const provider = create();
    expect((await provider.send(message)).reference).not.toBe("");
    await provider.send(message);
    expect(await countTaken()).toBe(1);
    await provider.send({ ...message, idempotencyKey: "another" });
    expect(await countTaken()).toBe(2);
  });
});

describe("messages as files", () => {
  it("hold all a gateway needs, and nothing half written", async () => {
    await createFileProvider(join(folder, "out")).send(message);
    expect(await readdir(join(folder, "out"))).toEqual([`${message.idempotencyKey}.json`]);
    expect(JSON.parse(await readFile(join(folder, "out", `${message.idempotencyKey}.json`), "utf8"))).toEqual(message);
  });

  it("are kept inside the folder whatever the key says, and a folder that is none is to be tried again", async () => {
    await createFileProvider(join(folder, "out")).send({ ...message, idempotencyKey: "../../etc/passwd" });
    expect(await readdir(folder)).toEqual(["out"]);
    await writeFile(join(folder, "file"), "");
    await expect(createFileProvider(join(folder, "file")).send(message)).rejects.toMatchObject({ code: "message-folder-unwritable", retryable: true });
  });
});

describe("messages through a gateway", () => {
  const send = (timeoutMs = 20_000) => createHttpProvider({ url: gateway.url, token: "secret", timeoutMs }).send(message);

  it("carry key, token, number and text", async () => {
    expect(await send()).toEqual({ reference: "R1" });
    expect(gateway.received).toEqual([{ key: message.idempotencyKey, authorization: "Bearer secret", mobile: message.mobile, text: message.text }]);
  });

  it.each([
    [{ status: 500, body: "崩溃" }, "message-gateway-busy", true],
    [{ status: 429 }, "message-gateway-busy", true],
    [{ status: 400, body: "号码不对" }, "message-gateway-refused", false],
    [{ status: 401 }, "message-gateway-refused", false],
    [{ status: 302 }, "message-gateway-unreachable", true],
    ["cut-off", "message-gateway-unreachable", true],
    ["lose-answer", "message-gateway-unreachable", true],
  ] as const)("%j is %s", async (answer, code, retryable) => {
    gateway.next(answer);
    await expect(send()).rejects.toMatchObject({ code, retryable });
  });

  it("are not waited for for ever", async () => {
    gateway.next("never-answer");
    await expect(send(50)).rejects.toMatchObject({ code: "message-gateway-unreachable", retryable: true });
  });

  it("have nobody to answer when the gateway is away", async () => {
    await gateway.close();
    await expect(send()).rejects.toMatchObject({ code: "message-gateway-unreachable", details: { url: new URL(gateway.url).origin } });
    gateway = await startMessageGateway();
  });
});

it("attempts grow ever more seldom, and end after some two days", () => {
  const now = "2026-11-21T02:00:00.000Z" as Instant;
  let at = now;
  let attempts = 0;
  for (;;) {
    attempts += 1;
    const next = findNextAttempt(attempts, at);
    if (next === undefined) break;
    expect(next > at).toBe(true);
    at = next;
  }
  expect(findNextAttempt(1, now)).toBe(addMs(now, 60_000));
  expect(at > addMs(now, 40 * 3_600_000) && at < addMs(now, 60 * 3_600_000)).toBe(true);
});

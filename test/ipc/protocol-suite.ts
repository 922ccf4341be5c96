import { describe, expect, test } from "vitest";
import { isFailure } from "../../domain/failure.ts";
import type { IpcClient } from "../../contracts/ipc-client.ts";
import type { FixtureContract } from "./fixture-contract.ts";

/** What every transport must carry. `client` is attached, or will be: calls made earlier wait. */
export function describeProtocol(transport: string, client: () => IpcClient<FixtureContract>): void {
  describe(`the IPC protocol over ${transport}`, () => {
    test("carries a call and its answer, with defaults filled in", async () => {
      expect(await client().call("echo", { text: "接件" })).toMatchObject({ texts: ["接件"] });
      expect(await client().call("echo", { text: "受理", repeat: 3 })).toMatchObject({ texts: ["受理", "受理", "受理"] });
    });

    test("keeps answers apart when many calls are under way", async () => {
      const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => client().call("echo", { text: String(index) })));
      expect(answers.map(({ texts }) => texts[0])).toEqual(Array.from({ length: 200 }, (_, index) => String(index)));
    });

    test("carries bytes as bytes", async () => {
      const bytes = Uint8Array.from({ length: 90_000 }, (_, index) => index % 256);
      const answer = await client().call("bytes", { bytes });
      expect(answer.bytes).toBeInstanceOf(Uint8Array);
      expect(Buffer.from(answer.bytes).equals(Buffer.from(bytes.map((byte) => 255 - byte)))).toBe(true);
    });

    test("refuses input that does not fit, naming the field", async () => {
      const call = client().call("echo", { text: "一二三四五六七八九十一" });
      await expect(call).rejects.toMatchObject({ code: "invalid-input", retryable: false, details: { channel: "echo", field: "text" } });
    });

    test("refuses a channel that does not exist, also one every object has", async () => {
      for (const channel of ["nothing", "constructor"]) {
        await expect(client().call(channel as "echo", { text: "" })).rejects.toMatchObject({ code: "unknown-channel" });
      }
    });

    test("carries a failure with its code, details and retryable, without its cause", async () => {
      const error: unknown = await client().call("fail", { how: "failure" }).catch((caught: unknown) => caught);
      expect(isFailure(error, "scanner-jam")).toBe(true);
      expect(error).toMatchObject({ retryable: true, details: { device: "甲" } });
      expect((error as Error).cause).toBeUndefined();
    });

    test.each(["bug", "wrong-answer", "uncopyable-answer"] as const)("answers `internal` and nothing more after a %s", async (how) => {
      const error: unknown = await client().call("fail", { how }).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: "internal", retryable: false });
      expect(JSON.stringify(error) + String(error)).not.toContain("secret");
      expect(await client().call("echo", { text: "后来" })).toMatchObject({ texts: ["后来"] });
    });

    test("delivers events in their order, until unsubscribed", async () => {
      const heard: number[] = [];
      const unsubscribe = client().subscribe("announced", ({ number }) => heard.push(number));
      await client().call("announce", { count: 3 });
      unsubscribe();
      await client().call("announce", { count: 3 });
      expect(heard).toEqual([1, 2, 3]);
    });
  });
}

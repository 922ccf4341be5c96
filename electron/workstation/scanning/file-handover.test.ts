import { describe, expect, it } from "vitest";
import { createFileHandover } from "./file-handover.ts";

const file = (count: number) => ({ name: `${count}.jpg`, bytes: new Uint8Array([count]) });

/** Gives files at once and notes what was answered to each. */
function give(fileCount: number, signal = new AbortController().signal) {
  const { scans, give: giveOne } = createFileHandover(fileCount, signal);
  const answers: string[] = [];
  const given = Array.from({ length: fileCount }, (_, index) => giveOne(file(index)).then((takesMore) => void answers.push(`${index} ${takesMore}`)));
  return { files: scans[Symbol.asyncIterator](), giveOne, answers, given };
}

describe("files handed over to a batch", () => {
  it("keep who gives them waiting until the batch asks for them", async () => {
    const { files, answers, given } = give(3);
    expect(await files.next()).toMatchObject({ value: { name: "0.jpg" } });
    await given[0];
    expect(answers).toEqual(["0 true"]);
    expect(await files.next()).toMatchObject({ value: { name: "1.jpg" } });
    await given[1];
    expect(answers).toEqual(["0 true", "1 true"]);
    expect(await files.next()).toMatchObject({ value: { name: "2.jpg" } });
    expect(await files.next()).toMatchObject({ done: true });
    await Promise.all(given);
    expect(answers).toEqual(["0 true", "1 true", "2 false"]);
  });

  it("are awaited by the batch", async () => {
    const { scans, give: giveOne } = createFileHandover(1, new AbortController().signal);
    const next = scans[Symbol.asyncIterator]().next();
    expect(await giveOne(file(1))).toBe(false);
    expect(await next).toMatchObject({ value: { name: "1.jpg" } });
  });

  it("are asked for no more once the batch was stopped, whoever waits", async () => {
    const stop = new AbortController();
    const { files, giveOne, answers, given } = give(3, stop.signal);
    await files.next();
    stop.abort();
    await Promise.all(given);
    expect(answers).toEqual(["0 true", "1 false", "2 false"]);
    expect(await giveOne(file(4))).toBe(false);
    expect(await files.next()).toMatchObject({ done: true });

    const waits = new AbortController();
    const next = createFileHandover(1, waits.signal).scans[Symbol.asyncIterator]().next();
    waits.abort();
    expect(await next).toMatchObject({ done: true });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toJobName } from "./job-name.ts";
import { decodeIppMessage, encodeIppRequest, GROUP, ipp } from "./ipp-message.ts";
import { readPrinterReasons } from "./printer-reasons.ts";

const message = encodeIppRequest(0x0002, 7, [
  { tag: GROUP.operation, fields: [ipp.charset("attributes-charset", "utf-8"), ipp.keyword("requested-attributes", "a", "b"), ipp.name("job-name", "受理单")] },
  { tag: GROUP.job, fields: [ipp.integer("copies", 3), ipp.collection("media-col", ipp.collection("media-size", ipp.integer("x-dimension", 21000)), ipp.keyword("media-source", "tray-1"))] },
]);

describe("application/ipp", () => {
  it("reads back what it writes, collections in collections too", () => {
    const { code, requestId, groups } = decodeIppMessage(message);
    expect({ code, requestId, tags: groups.map(({ tag }) => tag) }).toEqual({ code: 2, requestId: 7, tags: [GROUP.operation, GROUP.job] });
    expect(Object.fromEntries(groups[0]?.attributes ?? [])).toEqual({ "attributes-charset": ["utf-8"], "requested-attributes": ["a", "b"], "job-name": ["受理单"] });
    expect(groups[1]?.attributes.get("copies")).toEqual([3]);
    expect(groups[1]?.attributes.get("media-col")).toEqual([new Map<string, unknown>([["media-size", [new Map([["x-dimension", [21000]]])]], ["media-source", ["tray-1"]]])]);
  });

  it("refuses every message cut short", () => {
    for (let length = 0; length < message.byteLength; length++) expect(() => decodeIppMessage(message.subarray(0, length)), `${length} bytes`).toThrow();
  });

  it("ends with a message or an error, whatever the bytes", () => {
    const mangled = fc.tuple(fc.nat(message.byteLength - 1), fc.nat(255)).map(([at, value]) => {
      const bytes = Buffer.from(message);
      bytes[at] = value;
      return bytes;
    });
    const random = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from([1, 1, 0, 0, 0, 0, 0, 1, ...bytes]));
    fc.assert(
      fc.property(fc.oneof(mangled, random), (bytes) => {
        try {
          decodeIppMessage(bytes);
        } catch (error) {
          if (!(error instanceof RangeError || error instanceof SyntaxError)) throw error;
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("reasons a printer gives", () => {
  const read = (reasons: string[], state = 4) => {
    const { failures, warnings } = readPrinterReasons(reasons, state, "P");
    return { codes: failures.map(({ code }) => code), warnings };
  };
  it.each<[string[], number, string[], string[]]>([
    [["none"], 3, [], []],
    [["media-empty-error"], 4, ["a4-printer-paper-out"], []],
    [["media-jam-tray-2-warning", "cover-open"], 4, ["a4-printer-jam", "a4-printer-cover-open"], []],
    [["media-low-report", "toner-low-warning", "toner-empty-warning"], 4, [], ["media-low", "toner-low", "toner-empty"]],
    [["toner-empty-warning"], 5, ["a4-printer-toner-out"], []],
    [["vendor-flux-error", "media-needed"], 4, ["a4-printer-paper-out", "a4-printer-attention"], []],
    [["cups-waiting-for-job-completed", "none"], 4, [], []],
    [["none"], 5, ["a4-printer-paused"], []],
  ])("%j in state %i: %j, warnings %j", (reasons, state, codes, warnings) => expect(read(reasons, state)).toEqual({ codes, warnings }));
});

it("a job's name cannot hold a person's", () => {
  expect(toJobName("receipt-3601002026112200010000015")).toBe("receipt-3601002026112200010000015");
  for (const name of ["张三-受理单", "zhang san", "", "a/b", "x".repeat(81)]) expect(() => toJobName(name)).toThrow(TypeError);
});

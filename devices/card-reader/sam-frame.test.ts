import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadSamVCard, samVCards } from "../../test/emulators/sam-v-card.ts";
import { createFrameParser, encodeFrame, type FramePiece } from "./sam-frame.ts";

const content = fc.uint8Array({ minLength: 2, maxLength: 2399 });
/** Bytes that look like frames more often than chance would have it. */
const nastyNoise = fc
  .array(fc.oneof(fc.constantFrom(0xaa, 0x96, 0x69, 0x00, 0x05), fc.integer({ min: 0, max: 255 })), { maxLength: 200 })
  .map((bytes) => Uint8Array.from(bytes));

function parse(stream: Uint8Array, cuts: readonly number[] = []): FramePiece[] {
  const parser = createFrameParser();
  const ends = [...new Set(cuts.map((cut) => cut % (stream.length + 1)))].sort((one, other) => one - other).concat(stream.length);
  return ends.flatMap((end, index) => parser.push(stream.subarray(ends[index - 1] ?? 0, end)));
}

const contentsOf = (pieces: readonly FramePiece[]) => pieces.flatMap((piece) => (piece.kind === "frame" ? [Buffer.from(piece.content).toString("hex")] : []));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** What a frame is, said a second time without a stream: every place from which a right frame can be read, none inside another. */
function findFrames(stream: Uint8Array): string[] {
  const bytes = Buffer.from(stream);
  const found: string[] = [];
  for (let at = 0; at + 7 <= bytes.length; at++) {
    if (bytes.toString("hex", at, at + 5) !== "aaaaaa9669") continue;
    const length = bytes.readUInt16BE(at + 5);
    const end = at + 7 + length;
    if (length < 3 || length > 2400) continue;
    // An unfinished frame holds the rest back: its end may still come.
    if (end > bytes.length) break;
    if (bytes.subarray(at + 5, end).reduce((xor, byte) => xor ^ byte, 0) !== 0) continue;
    found.push(bytes.toString("hex", at + 7, end - 1));
    at = end - 1;
  }
  return found;
}

describe("the frame", () => {
  it("is written as the protocol says", () => {
    expect(hex(encodeFrame(Uint8Array.of(0x20, 0x01)))).toBe("aaaaaa96690003200122");
    expect(hex(encodeFrame(Uint8Array.of(0x30, 0x10)))).toBe("aaaaaa96690003301023");
  });

  it.each(samVCards)("of the whole card %s is read, a byte at a time", (card) => {
    const stream = loadSamVCard(card);
    const pieces = parse(stream, [...stream.keys()]);
    expect(contentsOf(pieces)).toEqual([hex(stream.subarray(7, -1))]);
  });
});

describe("the parser", () => {
  it("finds the same frames however the stream is cut", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(nastyNoise, content)), nastyNoise, fc.array(fc.nat(), { maxLength: 50 }), (parts, tail, cuts) => {
        const stream = Buffer.concat([...parts.flatMap(([noise, one]) => [noise, encodeFrame(one)]), tail]);
        const pieces = parse(stream, cuts);
        expect(pieces).toEqual(parse(stream));
        expect(contentsOf(pieces)).toEqual(findFrames(stream));
      }),
    );
  });

  it("loses no frame to noise without a preamble", () => {
    const noise = nastyNoise.filter((bytes) => !hex(bytes).includes("aa"));
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, content)), fc.array(fc.nat(), { maxLength: 50 }), (parts, cuts) => {
        const stream = Buffer.concat(parts.flatMap(([bytes, one]) => [bytes, encodeFrame(one)]));
        expect(contentsOf(parse(stream, cuts))).toEqual(parts.map(([, one]) => hex(one)));
      }),
    );
  });

  it("never gives another content for a frame with flipped bits in one byte behind the length", () => {
    fc.assert(
      fc.property(content, fc.nat(), fc.integer({ min: 1, max: 255 }), (one, place, bits) => {
        const frame = Buffer.from(encodeFrame(one));
        const at = 7 + (place % (frame.length - 7));
        frame[at] = (frame[at] ?? 0) ^ bits;
        const pieces = parse(frame);
        expect(contentsOf(pieces)).toEqual(findFrames(frame.subarray(1)));
        expect(pieces[0]).toEqual({ kind: "damaged" });
      }),
    );
  });

  it("is back in step after a damaged, an impossible and a cut frame", () => {
    const good = encodeFrame(Uint8Array.of(0, 0, 0x80));
    const damaged = Buffer.from(good);
    damaged[7] = 0x55;
    const impossible = Buffer.from("aaaaaa9669ffff0102", "hex");
    const cut = encodeFrame(new Uint8Array(20)).subarray(0, 15);
    // The cut frame takes the good one behind it for its own rest, finds the checksum wrong, and looks again.
    const stream = Buffer.concat([damaged, impossible, cut, good, good]);
    expect(parse(stream).map(({ kind }) => kind)).toEqual(["damaged", "damaged", "damaged", "frame", "frame"]);
  });

  it("knows when it is in the middle of a frame", () => {
    const parser = createFrameParser();
    const frame = encodeFrame(Uint8Array.of(0, 0, 0x80));
    parser.push(frame.subarray(0, 4));
    expect(parser.isMidFrame()).toBe(false);
    parser.push(frame.subarray(4, 6));
    expect(parser.isMidFrame()).toBe(true);
    parser.reset();
    expect(parser.push(frame.subarray(6))).toEqual([]);
    expect(parser.isMidFrame()).toBe(false);
  });

  it("keeps no more than one frame of whatever comes", () => {
    const begun = fc.integer({ min: 0, max: 0xffff }).map((length) => Buffer.concat([Buffer.from("aaaaaa9669", "hex"), Buffer.of(length >> 8, length & 255)]));
    const junk = fc.oneof(nastyNoise, begun, fc.uint8Array({ maxLength: 3000 }));
    fc.assert(
      fc.property(fc.array(junk, { maxLength: 40 }), (pieces) => {
        const parser = createFrameParser();
        for (const piece of pieces) {
          parser.push(piece);
          expect(parser.countPendingBytes()).toBeLessThanOrEqual(2407);
        }
      }),
    );
  });
});

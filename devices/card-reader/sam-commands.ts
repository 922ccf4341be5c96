import { encodeFrame } from "./sam-frame.ts";

/** The reader's reply without its frame. */
export interface SamReply {
  /** The last of the three status bytes; the first two are always 0. */
  readonly status: number;
  readonly data: Uint8Array;
}

export const samStatus = {
  found: 0x9f,
  done: 0x90,
  noCard: 0x80,
  notSelected: 0x81,
  notRead: 0x41,
  /** The reader got our request with a wrong checksum. */
  badRequest: 0x10,
} as const;

/** `sizes` are the lengths of data with which success is told; another length belongs to another command's late answer. */
export interface SamCommand {
  readonly name: "find" | "select" | "read" | "status";
  readonly frame: Uint8Array;
  readonly successStatus: number;
  readonly hasSize: (bytes: number) => boolean;
}

/** Serial number and kind of the chip, or a part of it: 4 bytes for found, 8 for selected. */
const isShort = (bytes: number) => bytes <= 16;
/** Lengths of the parts (4 or 6), text (256), photo (1,024), fingerprint (up to 1,024). */
const isCard = (bytes: number) => bytes > 256;

/** The module tells of itself; a card on the plate is left as it is. */
export const statusCommand: SamCommand = command("status", [0x11, 0xff], samStatus.done, (bytes) => bytes === 0);
export const findCommand: SamCommand = command("find", [0x20, 0x01], samStatus.found, isShort);
export const selectCommand: SamCommand = command("select", [0x20, 0x02], samStatus.done, isShort);
export const readCommand: SamCommand = command("read", [0x30, 0x01], samStatus.done, isCard);
export const readWithFingerprintCommand: SamCommand = command("read", [0x30, 0x10], samStatus.done, isCard);

function command(name: SamCommand["name"], content: number[], successStatus: number, hasSize: SamCommand["hasSize"]): SamCommand {
  return { name, frame: encodeFrame(Uint8Array.from(content)), successStatus, hasSize };
}

/** Undefined when the content cannot be a reply. */
export function parseReply(content: Uint8Array): SamReply | undefined {
  const [first, second, status] = content;
  if (first !== 0 || second !== 0 || status === undefined) return undefined;
  return { status, data: content.subarray(3) };
}

/** Whether this reply can be the answer to the command, rather than a late one to the command before it. */
export function isAnswerTo(sent: SamCommand, reply: SamReply): boolean {
  if (reply.status === sent.successStatus) return sent.hasSize(reply.data.length);
  const isOthersSuccess = reply.status === samStatus.found || reply.status === samStatus.done;
  return !isOthersSuccess && reply.data.length === 0;
}

export interface CardParts {
  readonly text: Uint8Array;
  readonly photoWlt: Uint8Array;
  readonly fingerprint: Uint8Array;
}

/**
 * Takes the data of a read reply apart: the length of each part, then the parts. Undefined when the lengths do not add up.
 * `hasFingerprint` when it was asked for: then there are three lengths, the last one 0 for a card without.
 */
export function splitCardData(data: Uint8Array, hasFingerprint: boolean): CardParts | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const partCount = hasFingerprint ? 3 : 2;
  if (data.length < partCount * 2) return undefined;
  const lengths = Array.from({ length: partCount }, (_, part) => view.getUint16(part * 2));
  if (lengths.reduce((sum, length) => sum + length, partCount * 2) !== data.length) return undefined;
  let at = partCount * 2;
  const take = (length = 0) => data.subarray(at, (at += length));
  return { text: take(lengths[0]), photoWlt: take(lengths[1]), fingerprint: take(lengths[2]) };
}

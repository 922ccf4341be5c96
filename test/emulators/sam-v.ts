/**
 * A SAM_V identity card reader, seen from its serial line. Written from the bytes of the protocol alone and sharing no code with the
 * driver, so that both cannot be wrong in the same way.
 */
export type SamVFault =
  | "select-fails" | "read-fails" | "refuses-select" | "rejects-request" | "bad-checksum" | "bad-length" | "too-long" | "flipped-bit"
  | "paired-flip" | "paired-flip-in-name" | "reads-once" | "noise-before-frame" | "babbles" | "mute" | "pulled-mid-read" | "wrong-part-lengths";

export interface SamVEmulator {
  /** Puts a card on the plate: its whole reply to a read command, as the files `test/vectors/sam-*.hex` have it. */
  layCard(readReply: Uint8Array): void;
  liftCard(): void;
  /** From now on `fault` strikes, `times` times. */
  setFault(fault: SamVFault | undefined, times?: number): void;
  /** What the reader was asked, oldest first: `status`, `find`, `select`, `read`, `read-with-fingerprint`, `unknown`. */
  readonly commands: readonly string[];
  /** Connects a line; gives the function that takes the bytes sent to the reader. */
  connect(send: (bytes: Uint8Array) => void): (bytes: Uint8Array) => void;
}

const PREAMBLE = Buffer.from("aaaaaa9669", "hex");
const COMMAND_BYTES = 10;
const BYTES_BEFORE_PULL = 400;
const TEXT_AT = 14;
const NUMBER_AT = TEXT_AT + 122;
const PHOTO_AT = TEXT_AT + 256;

const commandNames: Readonly<Record<string, string>> = {
  "000311ffed": "status",
  "0003200122": "find",
  "0003200221": "select",
  "0003300132": "read",
  "0003301023": "read-with-fingerprint",
};

const reply = (hex: string) => Buffer.concat([PREAMBLE, Buffer.from(hex, "hex")]);
const FOUND = reply("000800009f0000000097");
const ALIVE = reply("000400009094");
const NO_CARD = reply("000400008084");
const SELECTED = reply("000c00009000000000000000009c");
const SELECT_FAILED = reply("000400008185");
const READ_FAILED = reply("000400004145");
const BAD_REQUEST = reply("000400001014");
/** The security module is not authorised. */
const NOT_AUTHORISED = reply("000400006662");

export function createSamVEmulator(): SamVEmulator {
  let card: Buffer | undefined;
  let state: "laid" | "found" | "selected" | "read" = "laid";
  let fault: SamVFault | undefined;
  let faultTimes = 0;
  const commands: string[] = [];

  const strikes = (...candidates: SamVFault[]): SamVFault | undefined => {
    if (fault === undefined || faultTimes <= 0 || !candidates.includes(fault)) return undefined;
    faultTimes--;
    return fault;
  };

  const answer = (command: string): Buffer => {
    if (strikes("rejects-request")) return BAD_REQUEST;
    switch (command) {
      case "status":
        return strikes("refuses-select") ? NOT_AUTHORISED : ALIVE;
      case "find":
        // A card that was read is not found again until it has been lifted.
        if (!card || state === "read") return NO_CARD;
        state = "found";
        return FOUND;
      case "select":
        if (strikes("refuses-select")) return NOT_AUTHORISED;
        if (!card || state === "laid" || strikes("select-fails")) return SELECT_FAILED;
        state = "selected";
        return SELECTED;
      case "read":
      case "read-with-fingerprint":
        if (!card || (state !== "selected" && state !== "read") || strikes("read-fails")) return READ_FAILED;
        if (state === "read" && strikes("reads-once")) return READ_FAILED;
        state = "read";
        return damaged(command === "read" ? card : withFingerprint(card));
      default:
        return BAD_REQUEST;
    }
  };

  const damaged = (frame: Buffer): Buffer => {
    const bytes = Buffer.from(frame);
    switch (strikes("bad-checksum", "bad-length", "too-long", "flipped-bit", "paired-flip", "paired-flip-in-name", "pulled-mid-read", "wrong-part-lengths")) {
      case "bad-checksum":
        bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0xff;
        break;
      case "bad-length":
        bytes.writeUInt16BE(0xffff, PREAMBLE.length);
        break;
      case "too-long":
        bytes.writeUInt16BE(bytes.readUInt16BE(PREAMBLE.length) + 200, PREAMBLE.length);
        break;
      case "flipped-bit":
        flip(bytes, PHOTO_AT + 100, 0x10);
        break;
      case "paired-flip":
        flip(bytes, NUMBER_AT + 2, 0x01);
        flip(bytes, NUMBER_AT + 4, 0x01);
        break;
      case "paired-flip-in-name":
        flip(bytes, TEXT_AT, 0x01);
        flip(bytes, TEXT_AT + 2, 0x01);
        break;
      case "wrong-part-lengths":
        // Text and photo of 257 and 1,025 bytes: the XOR stays right.
        flip(bytes, TEXT_AT - 3, 0x01);
        flip(bytes, TEXT_AT - 1, 0x01);
        break;
      case "pulled-mid-read":
        card = undefined;
        return bytes.subarray(0, BYTES_BEFORE_PULL);
      default:
    }
    return bytes;
  };

  return {
    commands,
    layCard(readReply) {
      card = Buffer.from(readReply);
      state = "laid";
    },
    liftCard: () => (card = undefined),
    setFault(next, times = Infinity) {
      fault = next;
      faultTimes = times;
    },
    connect(send) {
      let received = Buffer.alloc(0);
      return (bytes) => {
        received = Buffer.concat([received, bytes]);
        for (let start = received.indexOf(PREAMBLE); start >= 0 && received.length >= start + COMMAND_BYTES; start = received.indexOf(PREAMBLE)) {
          const command = commandNames[received.toString("hex", start + PREAMBLE.length, start + COMMAND_BYTES)] ?? "unknown";
          received = received.subarray(start + COMMAND_BYTES);
          commands.push(command);
          if (strikes("mute")) continue;
          if (strikes("babbles")) send(Buffer.alloc(5000, 0xaa));
          else if (strikes("noise-before-frame")) send(Buffer.concat([noise, answer(command)]));
          else send(answer(command));
        }
      };
    },
  };
}

/** The nastiest there is: a preamble broken off, a whole one with an impossible length, a beginning right before the true one. */
const noise = Buffer.from("00ffaaaaaa96aaaaaa96690000137faaaaaa", "hex");

function flip(bytes: Buffer, at: number, bits: number): void {
  bytes[at] = (bytes[at] ?? 0) ^ bits;
}

/** The card's reply with a third part of 1,024 bytes. */
function withFingerprint(card: Buffer): Buffer {
  const lengths = Buffer.from("010004000400", "hex");
  const body = Buffer.concat([Buffer.from("0000000090", "hex"), lengths, card.subarray(TEXT_AT, -1), Buffer.alloc(1024, 0x46)]);
  body.writeUInt16BE(body.length - 2 + 1);
  return Buffer.concat([PREAMBLE, body, Buffer.of(body.reduce((xor, byte) => xor ^ byte, 0))]);
}

/** One thing a host told the printer: a run of text bytes, or a command by name with its parameters. */
export interface EscposToken {
  name: string;
  bytes: Uint8Array;
}

/** How many parameter bytes follow each two-byte command; a function reads those that say their own length. */
type Length = number | ((after: Uint8Array) => number | undefined);

const lengths: Readonly<Record<string, Length>> = {
  "ESC @": 0, "ESC a": 1, "ESC M": 1, "ESC  ": 1, "ESC 2": 0, "ESC 3": 1, "ESC {": 1, "ESC -": 1, "ESC E": 1, "ESC $": 2, "ESC \\": 2, "ESC t": 1, "ESC d": 1, "ESC J": 1, "ESC p": 3,
  "FS S": 2, "FS .": 0, "FS &": 0, "FS -": 1, "FS C": 1, "FS !": 1,
  "GS B": 1, "GS !": 1, "GS L": 2, "GS W": 2, "GS w": 1, "GS h": 1, "GS H": 1, "GS r": 1, "GS a": 1,
  "GS V": (after) => (after.length === 0 ? undefined : after[0]! >= 65 ? 2 : 1),
  "GS k": (after) => (after.length < 2 ? undefined : 2 + after[1]!),
  "GS v": (after) => (after.length < 6 ? undefined : 6 + (after[2]! + after[3]! * 256) * (after[4]! + after[5]! * 256)),
  "DLE \x04": 1,
};
const prefixes: Readonly<Record<number, string>> = { 0x1b: "ESC", 0x1c: "FS", 0x1d: "GS", 0x10: "DLE" };

/** Cuts the stream into commands as it arrives, however it is chopped. A command it does not know is named `unknown`. */
export class EscposTokenizer {
  #pending = Buffer.alloc(0);

  push(bytes: Uint8Array): EscposToken[] {
    this.#pending = Buffer.concat([this.#pending, bytes]);
    const tokens: EscposToken[] = [];
    for (;;) {
      const taken = this.#take();
      if (taken === undefined) return tokens;
      tokens.push(taken.token);
      this.#pending = this.#pending.subarray(taken.size);
    }
  }

  #take(): { token: EscposToken; size: number } | undefined {
    const pending = this.#pending;
    const first = pending[0];
    if (first === undefined) return undefined;
    if (first >= 0x20) {
      const end = pending.findIndex((byte) => byte < 0x20);
      const size = end === -1 ? pending.length : end;
      return { token: { name: "text", bytes: pending.subarray(0, size) }, size };
    }
    if (first === 0x0a) return { token: { name: "LF", bytes: pending.subarray(0, 0) }, size: 1 };
    const prefix = prefixes[first];
    if (prefix === undefined) return { token: { name: "unknown", bytes: pending.subarray(0, 1) }, size: 1 };
    if (pending.length < 2) return undefined;
    const name = `${prefix} ${String.fromCharCode(pending[1]!)}`;
    const rule = lengths[name];
    if (rule === undefined) return { token: { name: "unknown", bytes: pending.subarray(0, 2) }, size: 2 };
    const after = pending.subarray(2);
    const length = typeof rule === "number" ? rule : rule(after);
    if (length === undefined || after.length < length) return undefined;
    return { token: { name: name === "DLE \x04" ? "DLE EOT" : name, bytes: after.subarray(0, length) }, size: 2 + length };
  }
}

import { EscposPaper } from "./receipt-printer-paper.ts";
import { EscposTokenizer, type EscposToken } from "./receipt-printer-tokens.ts";

/** What may be wrong with the printer; change any of it at any moment with `setFaults`. */
export interface PrinterFaults {
  hasPaper: boolean;
  isNearEnd: boolean;
  isCoverOpen: boolean;
  isCutterBroken: boolean;
  /** Takes everything, says nothing. */
  isMute: boolean;
  /** The paper ends after this many more lines. */
  paperLines: number | null;
  /** The cable is pulled after this many more bytes. */
  unplugAfterBytes: number | null;
  /** Time a line takes. */
  lineDelayMs: number;
}

const noFaults: PrinterFaults = {
  hasPaper: true,
  isNearEnd: false,
  isCoverOpen: false,
  isCutterBroken: false,
  isMute: false,
  paperLines: null,
  unplugAfterBytes: null,
  lineDelayMs: 0,
};

/** How the printer talks back over whatever it hangs on. */
export interface PrinterPlug {
  reply(bytes: Uint8Array): void;
  pull(): void;
}

/**
 * A receipt printer's works, without its plug: reads ESC/POS, answers `DLE EOT` at once and `GS r` in its turn, stops while it
 * has no paper or stands open and goes on where it was. `paper` is what came out.
 */
export class ReceiptPrinterEmulator {
  paper = new EscposPaper();
  #faults: PrinterFaults = { ...noFaults };
  #tokenizer = new EscposTokenizer();
  #queue: { token: EscposToken; plug: PrinterPlug }[] = [];
  #isCutterJammed = false;
  #timer: NodeJS.Timeout | undefined;

  setFaults(change: Partial<PrinterFaults>): void {
    this.#faults = { ...this.#faults, ...change };
    if (change.isCutterBroken === false) this.#isCutterJammed = false;
    this.#work();
  }

  /** Everything mended, fresh paper in; what was sent before and not printed is printed now. */
  mend(): void {
    this.setFaults(noFaults);
  }

  /** Switched off and on again: what it had not printed is forgotten, the paper starts anew. */
  restart(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#queue = [];
    this.#tokenizer = new EscposTokenizer();
    this.paper = new EscposPaper();
    this.#isCutterJammed = false;
    this.#faults = { ...noFaults };
  }

  /** The lines printed so far, as a person reads them. */
  get lines(): string[] {
    return this.paper.lines;
  }

  /** Nothing of what was sent is left to print. */
  get isIdle(): boolean {
    return this.#queue.length === 0 && this.#timer === undefined && !this.#isCutterJammed;
  }

  get trouble(): "none" | "paper-out" | "cover-open" | "cutter" {
    if (this.#faults.isCoverOpen) return "cover-open";
    if (this.#isCutterJammed) return "cutter";
    return this.#faults.hasPaper ? "none" : "paper-out";
  }

  /** Bytes from a host. */
  receive(bytes: Uint8Array, plug: PrinterPlug): void {
    const left = this.#faults.unplugAfterBytes;
    const heard = left === null ? bytes : bytes.subarray(0, left);
    if (left !== null) this.#faults.unplugAfterBytes = left - heard.length;
    for (const token of this.#tokenizer.push(heard)) {
      if (token.name === "DLE EOT") this.#reply(plug, this.#statusByte(token.bytes[0] ?? 0));
      else this.#queue.push({ token, plug });
    }
    this.#work();
    if (left !== null && left <= bytes.length) plug.pull();
  }

  #work(): void {
    while (this.#timer === undefined && this.#canWork()) {
      const next = this.#queue.shift();
      if (next === undefined) return;
      this.#carryOut(next.token, next.plug);
    }
  }

  #carryOut(token: EscposToken, plug: PrinterPlug): void {
    if (token.name === "GS r") {
      this.#reply(plug, this.#faults.isNearEnd ? 0x03 : 0x00);
      return;
    }
    if (token.name === "GS V" && this.#faults.isCutterBroken) {
      this.#isCutterJammed = true;
      return;
    }
    if (!this.paper.apply(token)) return;
    if (this.#faults.paperLines !== null) {
      this.#faults.paperLines -= 1;
      if (this.#faults.paperLines <= 0) this.#faults = { ...this.#faults, hasPaper: false, paperLines: null };
    }
    if (this.#faults.lineDelayMs > 0) {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#work();
      }, this.#faults.lineDelayMs);
    }
  }

  #canWork(): boolean {
    return this.#faults.hasPaper && !this.#faults.isCoverOpen && !this.#isCutterJammed;
  }

  #reply(plug: PrinterPlug, byte: number): void {
    if (!this.#faults.isMute) plug.reply(Uint8Array.of(byte));
  }

  /** Epson's reference for `DLE EOT 1..4`. */
  #statusByte(kind: number): number {
    const { hasPaper, isCoverOpen, isNearEnd } = this.#faults;
    const isOffline = !this.#canWork();
    switch (kind) {
      case 1:
        return isOffline ? 0x1e : 0x16;
      case 2:
        return 0x12 | (isCoverOpen ? 0x04 : 0) | (hasPaper ? 0 : 0x20) | (this.#isCutterJammed ? 0x40 : 0);
      case 3:
        return this.#isCutterJammed ? 0x1a : 0x12;
      default:
        return 0x12 | (isNearEnd || !hasPaper ? 0x0c : 0) | (hasPaper ? 0 : 0x60);
    }
  }
}

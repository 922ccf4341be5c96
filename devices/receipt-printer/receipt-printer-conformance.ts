import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { EscposPrinterOptions } from "./escpos-printer.ts";
import type { PrinterState, PrintOutcome, ReceiptPrinter } from "./receipt-printer.ts";

/** Faults the printer behind a line can be given. */
interface Faults {
  hasPaper: boolean;
  isNearEnd: boolean;
  isCoverOpen: boolean;
  isCutterBroken: boolean;
  isMute: boolean;
  paperLines: number | null;
  unplugAfterBytes: number | null;
  lineDelayMs: number;
}

/** A printer and what stands behind it in a test. */
export interface PrinterUnderTest {
  readonly printer: ReceiptPrinter;
  readonly device: {
    readonly lines: readonly string[];
    setFaults(change: Partial<Faults>): void;
    mend(): void;
    restart(): void;
  };
  /** Off, or its cable pulled. */
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  close(): Promise<void>;
  /** Until a fault just given has reached what the printer is asked through. */
  settle?(): Promise<void>;
  /** What an unplugged printer looks like over this line. */
  readonly unpluggedState: PrinterState;
}

/** Whether the printer itself answers over the line, or only a queue of the system speaks for it, which knows less. */
export type LineKind = "answering" | "queue";

/** Patient where only trouble waits, quick where a test must wait for the time to be over. */
export const testTimeouts = {
  openTimeoutMs: 2_000,
  answerTimeoutMs: 1_000,
  writeTimeoutMs: 5_000,
  confirmTimeoutMs: 2_000,
  pollMs: 20,
} satisfies Partial<EscposPrinterOptions>;

/** A queue ticket of 15 lines with a QR code; ends with a cut. */
export const ticket = Uint8Array.from(readFileSync(new URL("../../test/vectors/receipt-gb18030-80.bin", import.meta.url)).subarray(0, -3));
const ticketLines = 15;
const statusBytes = 12;

/** What every receipt printer must hold to; each line's test file calls it. */
export function describeReceiptPrinter(title: string, open: () => Promise<PrinterUnderTest>, line: LineKind = "answering"): void {
  const isAnswering = line === "answering";
  describe(`receipt printer: ${title}`, () => {
    let subject: PrinterUnderTest;
    beforeEach(async () => {
      subject = await open();
    });
    afterEach(async () => {
      await subject.close();
    });
    const setFaults = async (change: Partial<Faults>): Promise<void> => {
      subject.device.setFaults(change);
      await subject.settle?.();
    };
    const mend = async (): Promise<void> => {
      subject.device.mend();
      await subject.settle?.();
    };
    const print = (signal = new AbortController().signal): Promise<PrintOutcome> => subject.printer.print(ticket, signal);
    const status = (): Promise<PrinterState> => subject.printer.status(new AbortController().signal);
    const brief = (outcome: PrintOutcome) => (outcome.kind === "printed" ? outcome.kind : [outcome.kind, outcome.failure.code]);

    it("prints a whole job and knows it", async () => {
      expect(brief(await print())).toBe("printed");
      expect(subject.device.lines).toHaveLength(ticketLines);
      expect(subject.device.lines).toContain("姓名        镕㛃䶮𠮷 张三");
      expect(subject.device.lines).toContain("[二维码 https://zw.example.gov.cn/q/A0137]");
    });

    it("prints jobs asked for at once one after the other", async () => {
      await setFaults({ lineDelayMs: 2 });
      const outcomes = await Promise.all([print(), print(), print()]);
      expect(outcomes.map(brief)).toEqual(["printed", "printed", "printed"]);
      expect(subject.device.lines).toEqual(Array.from({ length: 3 }, () => subject.device.lines.slice(0, ticketLines)).flat());
    });

    it.each<[string, Partial<Faults>, PrinterState]>([
      ["nothing wrong", {}, "ready"],
      // No queue tells of paper nearly gone: it prints, and that is all a clerk needs.
      ["paper nearly gone", { isNearEnd: true }, isAnswering ? "near-end" : "ready"],
      ["no paper", { hasPaper: false }, "paper-out"],
      ["cover open", { isCoverOpen: true }, "cover-open"],
    ])("tells its state: %s", async (_title, faults, state) => {
      await setFaults(faults);
      expect(await status()).toBe(state);
    });

    it("tells when it is unplugged, and finds it again", async () => {
      await subject.unplug();
      expect(await status()).toBe(subject.unpluggedState);
      expect(brief(await print())).toEqual(["not-printed", `printer-${subject.unpluggedState}`]);
      await subject.plugIn();
      expect(await status()).toBe("ready");
      expect(brief(await print())).toBe("printed");
      expect(subject.device.lines).toHaveLength(ticketLines);
    });

    it.each<[string, Partial<Faults>, string]>([
      ["paper is out", { hasPaper: false }, "printer-paper-out"],
      ["the cover is open", { isCoverOpen: true }, "printer-cover-open"],
      ...(isAnswering ? [["nobody answers", { isMute: true }, "printer-no-answer"] as [string, Partial<Faults>, string]] : []),
    ])("sends nothing while %s, and the same job prints later", async (_title, faults, code) => {
      await setFaults(faults);
      expect(brief(await print())).toEqual(["not-printed", code]);
      await mend();
      expect(subject.device.lines).toEqual([]);
      expect(brief(await print())).toBe("printed");
      expect(subject.device.lines).toHaveLength(ticketLines);
    });

    it("prints while paper is nearly gone", async () => {
      await setFaults({ isNearEnd: true });
      expect(brief(await print())).toBe("printed");
    });

    it("is in doubt when paper runs out in mid-job: the rest comes with the next roll", async () => {
      await setFaults({ paperLines: 4 });
      expect(brief(await print())).toEqual(["doubtful", "printer-paper-out"]);
      expect(subject.device.lines).toHaveLength(4);
      await mend();
      expect(subject.device.lines).toHaveLength(ticketLines);
    });

    it("is in doubt when the cutter jams", async () => {
      await setFaults({ isCutterBroken: true });
      expect(brief(await print())).toEqual(["doubtful", "printer-cutter-error"]);
      expect(await status()).toBe("cutter-error");
    });

    it("is in doubt when the cable is pulled in mid-job", async () => {
      await setFaults({ unplugAfterBytes: statusBytes + 400 });
      const outcome = await print();
      expect(outcome.kind).toBe("doubtful");
      expect(subject.device.lines.length).toBeLessThan(ticketLines);
    });

    if (isAnswering) {
      it("is in doubt when the printer falls silent in mid-job", async () => {
        await setFaults({ lineDelayMs: 5 });
        const printing = print();
        await vi.waitFor(() => expect(subject.device.lines.length).toBeGreaterThan(0), { timeout: 20_000 });
        await setFaults({ isMute: true });
        expect(brief(await printing)).toEqual(["doubtful", "printer-unconfirmed"]);
      });
    }

    it("waits for a slow printer", async () => {
      await setFaults({ lineDelayMs: 30 });
      expect(brief(await print())).toBe("printed");
      expect(subject.device.lines).toHaveLength(ticketLines);
    });

    it("prints nothing once cancelled, and is in doubt when cancelled too late", async () => {
      expect(brief(await print(AbortSignal.abort()))).toEqual(["not-printed", "printer-cancelled"]);
      expect(subject.device.lines).toEqual([]);
      await setFaults({ lineDelayMs: 20 });
      const cancel = new AbortController();
      const printing = print(cancel.signal);
      await vi.waitFor(() => expect(subject.device.lines.length).toBeGreaterThan(0), { timeout: 20_000 });
      cancel.abort();
      expect(brief(await printing)).toEqual(["doubtful", "printer-cancelled"]);
    });
  });
}

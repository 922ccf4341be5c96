import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { A4Printer, A4PrintOptions, A4PrintOutcome } from "./a4-printer.ts";
import { createIppClient } from "./ipp-client.ts";
import { toJobName } from "./job-name.ts";

/** A printer and the device behind it in a test. */
export interface A4PrinterUnderTest {
  readonly printer: A4Printer;
  readonly device: {
    readonly uri: string;
    readJobs(): Promise<readonly { document: Buffer; attributes: Readonly<Record<string, string>> }[]>;
    setAttention(reason: string): Promise<void>;
    setAborting(reason?: string): Promise<void>;
    hold(): Promise<void>;
    mend(): Promise<void>;
  };
  readonly confirmedBy: "printer" | "queue";
  /** Whose name the printer shows. */
  readonly userName: string;
  close(): Promise<void>;
}

/** One empty A4 page. */
export const onePage = Buffer.from(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`);

export const receiptOptions: A4PrintOptions = { jobName: toJobName("receipt-3601002026112200010000015"), duplex: "one-sided", copies: 1 };

/** What every A4 printer must hold to; each driver's test file calls it. */
export function describeA4Printer(title: string, open: () => Promise<A4PrinterUnderTest>): void {
  describe(`A4 printer: ${title}`, () => {
    let subject: A4PrinterUnderTest;
    beforeEach(async () => {
      subject = await open();
    });
    afterEach(async () => {
      await subject.close();
    });
    const print = (change: Partial<A4PrintOptions> = {}, signal = new AbortController().signal): Promise<A4PrintOutcome> => subject.printer.print(onePage, { ...receiptOptions, ...change }, signal);
    const brief = (outcome: A4PrintOutcome) => (outcome.kind === "completed" ? [outcome.kind, outcome.confirmedBy] : [outcome.kind, outcome.failure.code]);

    it("prints a document whole, under a name that tells nobody anything", async () => {
      expect(brief(await print())).toEqual(["completed", subject.confirmedBy]);
      const [job] = await subject.device.readJobs();
      // A queue may write the PDF anew.
      if (subject.confirmedBy === "printer") expect(job?.document.equals(onePage)).toBe(true);
      expect(job?.document.subarray(0, 5).toString()).toBe("%PDF-");
      expect(job?.attributes).toMatchObject({ IPP_JOB_NAME: receiptOptions.jobName, CONTENT_TYPE: "application/pdf" });
      expect(job?.attributes["IPP_JOB_ORIGINATING_USER_NAME"]).toBe(subject.userName);
    });

    it("passes on copies, both sides and A4", async () => {
      expect(brief(await print({ copies: 3, duplex: "long-edge" }))).toEqual(["completed", subject.confirmedBy]);
      const [job] = await subject.device.readJobs();
      expect(job?.attributes).toMatchObject({ IPP_COPIES: "3", IPP_SIDES: "two-sided-long-edge" });
      expect(JSON.stringify(job?.attributes)).toMatch(/iso_a4_210x297mm|x-dimension=21000/);
    });

    it("says when it is ready, and what it can do", async () => {
      expect(await subject.printer.status(new AbortController().signal)).toMatchObject({ condition: "ready", failures: [], hasDuplex: true, takesPdf: true });
    });

    it.each([
      ["media-empty", "a4-printer-paper-out"],
      ["media-jam", "a4-printer-jam"],
      ["cover-open", "a4-printer-cover-open"],
      ["input-tray-missing", "a4-printer-tray-missing"],
    ])("tells of %s while the job waits, and prints it when that is mended", async (reason, code) => {
      await subject.device.setAttention(reason);
      const told: (string | undefined)[] = [];
      const printing = print({ onAttention: (failure) => void told.push(failure?.code) });
      await vi.waitFor(() => expect(told).toEqual([code]), { timeout: 20_000 });
      const { condition, failures } = await subject.printer.status(new AbortController().signal);
      expect({ condition, code: failures[0]?.code }).toEqual({ condition: "needs-attention", code });
      await subject.device.mend();
      expect(brief(await printing)).toEqual(["completed", subject.confirmedBy]);
      expect(told.filter((each) => each !== undefined)).toEqual([code]);
      expect(await subject.device.readJobs()).toHaveLength(1);
    });

    it("names the trouble for which the printer gave a job up", async () => {
      await subject.device.setAborting("media-jam");
      expect(brief(await print())).toEqual(["aborted", "a4-printer-jam"]);
    });

    it("cancels at the printer", async () => {
      await subject.device.hold();
      const cancel = new AbortController();
      const printing = print({}, cancel.signal);
      await vi.waitFor(async () => expect(await subject.device.readJobs()).toHaveLength(1), { timeout: 20_000 });
      cancel.abort();
      // The engine comes to its stopping point some time after the cancelling has reached it.
      const client = createIppClient({ name: "device", url: subject.device.uri }, { answerLimitMs: 5_000, sendLimitMs: 5_000 });
      await vi.waitFor(async () => expect((await client.getJob(1)).reasons).toContain("processing-to-stop-point"), { timeout: 20_000 });
      await subject.device.mend();
      expect(brief(await printing)).toEqual(["canceled", "a4-printer-canceled"]);
      expect(brief(await print())).toEqual(["completed", subject.confirmedBy]);
    });

    it("sends nothing when cancelled before it began", async () => {
      expect(brief(await print({}, AbortSignal.abort()))).toEqual(["canceled", "a4-printer-canceled"]);
      expect(await subject.device.readJobs()).toEqual([]);
    });
  });
}

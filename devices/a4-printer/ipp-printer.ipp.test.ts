import { execFile } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { promisify } from "node:util";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { startFaultProxy, type Fault } from "../../test/emulators/fault-proxy.ts";
import { startIppEvePrinter, type IppEvePrinter } from "../../test/emulators/ipp-eve-printer.ts";
import { readCertificate } from "../discovery/read-certificate.ts";
import { describeA4Printer, onePage, receiptOptions } from "./a4-printer-conformance.ts";
import type { A4PrintOptions } from "./a4-printer.ts";
import { createIppPrinter, type IppPrinterLimits, type IppPrinterOptions } from "./ipp-printer.ts";
import { createPostscriptConverter } from "./postscript-converter.ts";

const quick: Partial<IppPrinterLimits> = { pollMs: 30 };

describeA4Printer("IPP, CUPS's own IPP Everywhere printer", async () => {
  const device = await startIppEvePrinter();
  return { printer: createIppPrinter({ name: "窗口打印机", url: device.uri }, { limits: quick }), device, confirmedBy: "printer", userName: "yichuang", close: device.close };
});

let device: IppEvePrinter | undefined;
afterEach(async () => {
  await device?.close();
  device = undefined;
});

async function open(deviceOptions: Parameters<typeof startIppEvePrinter>[0] = {}, { limits, ...options }: IppPrinterOptions = {}) {
  const started = (device = await startIppEvePrinter(deviceOptions));
  const printer = createIppPrinter({ name: "P", url: started.uri }, { limits: { ...quick, ...limits }, ...options });
  const print = (change: Partial<A4PrintOptions> = {}, signal = new AbortController().signal) => printer.print(onePage, { ...receiptOptions, ...change }, signal);
  return { device: started, printer, print, status: () => printer.status(new AbortController().signal) };
}

describe("IPP printer", () => {
  it("takes paper from the tray chosen, and refuses what the printer cannot do before sending", async () => {
    const { device: eve, print, status } = await open({ hasDuplex: false });
    expect(await status()).toMatchObject({ trays: ["main", "manual", "by-pass-tray"], hasDuplex: false });
    expect(await print({ tray: "manual" })).toMatchObject({ kind: "completed" });
    expect((await eve.readJobs())[0]?.attributes["IPP_MEDIA_COL"]).toMatch(/media-source=manual/);
    for (const [change, option] of [[{ tray: "tray-9" }, "tray"], [{ duplex: "long-edge" }, "duplex"], [{ copies: 1000 }, "copies"]] as const) {
      expect(await print(change)).toMatchObject({ kind: "not-printed", failure: { code: "a4-printer-option-refused", details: { option } } });
    }
    expect(await eve.readJobs()).toHaveLength(1);
  });

  it("names the reason when the printer gives a job up", async () => {
    const { device: eve, print } = await open();
    await eve.setAborting();
    expect(await print()).toMatchObject({ kind: "aborted", failure: { code: "a4-printer-aborted", details: { reason: "aborted-by-system" } } });
    await eve.setAborting("media-jam");
    expect(await print()).toMatchObject({ kind: "aborted", failure: { code: "a4-printer-jam" } });
  });

  it("lets the clerk go when nobody brings paper; the job stays and prints later, once", async () => {
    const { device: eve, print } = await open({}, { limits: { attentionLimitMs: 200 } });
    await eve.setAttention("media-empty");
    expect(await print()).toMatchObject({ kind: "needs-attention", failure: { code: "a4-printer-paper-out" } });
    await eve.mend();
    expect(await eve.readJobs()).toHaveLength(1);
  });

  it("waits for a printer busy with another job", async () => {
    const { device: eve, print } = await open();
    await eve.hold();
    const first = print();
    await vi.waitFor(async () => expect(await eve.readJobs()).toHaveLength(1), { timeout: 20_000 });
    const second = print();
    await eve.mend();
    expect([(await first).kind, (await second).kind]).toEqual(["completed", "completed"]);
    expect(await eve.readJobs()).toHaveLength(2);
  });

  it("says busy, and that nothing was sent, when the other job does not end", async () => {
    const { device: eve, print } = await open({}, { limits: { busyLimitMs: 100 } });
    await eve.hold();
    const first = print();
    await vi.waitFor(async () => expect(await eve.readJobs()).toHaveLength(1), { timeout: 20_000 });
    expect(await print()).toMatchObject({ kind: "not-printed", failure: { code: "a4-printer-busy", retryable: true } });
    await eve.mend();
    expect((await first).kind).toBe("completed");
  });

  it("is in doubt when the printer loses power in mid-job, and prints again afterwards", async () => {
    const { device: eve, print, status } = await open({}, { limits: { lostLimitMs: 200 } });
    await eve.hold();
    const printing = print();
    await vi.waitFor(async () => expect(await eve.readJobs()).toHaveLength(1), { timeout: 20_000 });
    await eve.cutPower();
    expect(await printing).toMatchObject({ kind: "doubtful", failure: { code: "a4-printer-unconfirmed" } });
    expect(await status()).toMatchObject({ condition: "offline", failures: [{ code: "a4-printer-offline" }] });
    expect(await print()).toMatchObject({ kind: "not-printed", failure: { code: "a4-printer-offline" } });
    await eve.switchOn();
    expect((await print()).kind).toBe("completed");
  });

  it("is in doubt when the power came back and the job is forgotten", async () => {
    const { device: eve, print } = await open();
    await eve.hold();
    const printing = print();
    await vi.waitFor(async () => expect(await eve.readJobs()).toHaveLength(1), { timeout: 20_000 });
    await eve.cutPower();
    await eve.switchOn();
    expect(await printing).toMatchObject({ kind: "doubtful", failure: { code: "a4-printer-unconfirmed" } });
  });

  it("goes on following after the line was dead for a while", async () => {
    const { device: eve, print } = await open({}, { limits: { answerLimitMs: 100 } });
    await eve.hold();
    const printing = print();
    await vi.waitFor(async () => expect(await eve.readJobs()).toHaveLength(1), { timeout: 20_000 });
    eve.freeze();
    const asked = createIppPrinter({ name: "P", url: eve.uri }, { limits: { answerLimitMs: 100 } });
    expect(await asked.status(new AbortController().signal)).toMatchObject({ condition: "offline", failures: [{ code: "a4-printer-no-answer" }] });
    eve.thaw();
    await eve.mend();
    expect((await printing).kind).toBe("completed");
  });

  it("says which formats a printer without PDF takes, and converts to PostScript where it can", async () => {
    const { device: eve, print, status } = await open({ formats: ["application/postscript", "image/pwg-raster"] });
    expect(await status()).toMatchObject({ takesPdf: false });
    expect(await print()).toMatchObject({ kind: "not-printed", failure: { code: "a4-printer-format-refused", details: { formats: expect.stringContaining("image/pwg-raster") as string } } });
    const converting = createIppPrinter({ name: "P", url: eve.uri }, { limits: quick, converters: [createPostscriptConverter()] });
    expect((await converting.print(onePage, receiptOptions, new AbortController().signal)).kind).toBe("completed");
    const [job] = await eve.readJobs();
    expect(job?.attributes["CONTENT_TYPE"]).toBe("application/postscript");
    expect(job?.document.subarray(0, 4).toString()).toBe("%!PS");
    const broken = await converting.print(Buffer.from("no PDF"), receiptOptions, new AbortController().signal);
    expect(broken).toMatchObject({ kind: "not-printed", failure: { code: "a4-printer-document-refused" } });
  });

  it("trusts the printer's own certificate and no other", async () => {
    const { device: eve } = await open();
    const url = `ipps://localhost:${eve.port}/ipp/print`;
    const untrusted = createIppPrinter({ name: "P", url }, { limits: quick });
    expect(await untrusted.print(onePage, receiptOptions, new AbortController().signal)).toMatchObject({ kind: "not-printed", failure: { code: "a4-printer-certificate-untrusted", retryable: false } });
    const shown = await readCertificate({ host: "localhost", port: eve.port });
    expect(shown.pem.trim()).toBe((await eve.readCertificate()).trim());
    expect(shown.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    const trusted = createIppPrinter({ name: "P", url, trustedCertificate: shown.pem }, { limits: quick });
    expect((await trusted.print(onePage, receiptOptions, new AbortController().signal)).kind).toBe("completed");
  });

  it("is what ipptool, an independent client, sees too", async () => {
    const { device: eve, print } = await open();
    await print({ copies: 2 });
    const { stdout } = await promisify(execFile)("ipptool", ["-tv", eve.uri, "get-completed-jobs.test"]);
    expect(stdout).toContain(receiptOptions.jobName);
    expect(stdout).toMatch(/job-state \(enum\) = completed/);
  });
});

it("says that there is no certificate where nobody speaks TLS", async () => {
  const server = createServer((socket) => void socket.on("error", () => undefined).end("hello")).listen(0, "127.0.0.1");
  await vi.waitFor(() => expect(server.listening).toBe(true), { timeout: 20_000 });
  const { port } = server.address() as AddressInfo;
  await expect(readCertificate({ host: "127.0.0.1", port })).rejects.toMatchObject({ code: "device-certificate-unreadable", details: { port } });
  server.close();
  await expect(readCertificate({ host: "127.0.0.1", port })).rejects.toMatchObject({ code: "device-certificate-unreadable" });
});

describe("a line that breaks while the document is sent", () => {
  const printThrough = async (fault: Fault, signal: (sending: Promise<void>) => AbortSignal = () => new AbortController().signal) => {
    const eve = (device = await startIppEvePrinter());
    const proxy = await startFaultProxy(`http://localhost:${eve.port}`);
    onTestFinished(() => proxy.close());
    const { promise: sending, resolve } = Promise.withResolvers<void>();
    // First the printer is asked what it can do, then the document goes.
    let requests = 0;
    proxy.plan(() => {
      if (++requests !== 2) return { kind: "none" };
      resolve();
      return fault;
    });
    const printer = createIppPrinter({ name: "P", url: `${proxy.url}/ipp/print` }, { limits: { ...quick, answerLimitMs: 300 } });
    return { eve, outcome: await printer.print(onePage, receiptOptions, signal(sending)) };
  };

  it.each<[string, Fault]>([
    ["in the middle of the document", { kind: "cut-upload", afterBytes: 300 }],
    ["before the answer came", { kind: "lose-reply" }],
  ])("%s leaves doubt", async (_title, fault) => {
    const { outcome } = await printThrough(fault);
    expect(outcome).toMatchObject({ kind: "doubtful", failure: { code: "a4-printer-line-lost" } });
  });

  it("does not keep a clerk who cancels waiting for a printer that takes the document and says nothing", async () => {
    const { outcome } = await printThrough({ kind: "hold", release: new Promise(() => undefined) }, (sending) => {
      const cancel = new AbortController();
      void sending.then(() => cancel.abort());
      return cancel.signal;
    });
    expect(outcome).toMatchObject({ kind: "doubtful" });
  });

  it("cancels by its number a job that was being sent", async () => {
    const { promise: release, resolve: letGo } = Promise.withResolvers<void>();
    const { eve, outcome } = await printThrough({ kind: "hold", release }, (sending) => {
      const cancel = new AbortController();
      void sending.then(() => {
        cancel.abort();
        letGo();
      });
      return cancel.signal;
    });
    // Quick printers are done before the cancelling reaches them; either way the end is known.
    expect(["canceled", "completed"]).toContain(outcome.kind);
    expect((await eve.readJobs()).length).toBeLessThanOrEqual(1);
  });
});

describe("something else at the printer's address", () => {
  const answerWith = async (answer: string) => {
    const server = createServer((socket) => void socket.on("error", () => undefined).on("data", () => socket.end(answer))).listen(0, "127.0.0.1");
    await vi.waitFor(() => expect(server.listening).toBe(true));
    const printer = createIppPrinter({ name: "P", url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/ipp/print` }, { limits: quick });
    const outcome = await printer.print(onePage, receiptOptions, new AbortController().signal);
    server.close();
    return outcome;
  };

  it.each([
    ["a web page", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<html", "a4-printer-wrong-answer"],
    ["half an answer", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n\x01\x01", "a4-printer-line-lost"],
    ["no such path", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "a4-printer-not-found"],
    ["a password", "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", "a4-printer-not-permitted"],
    ["no HTTP at all", "SSH-2.0-OpenSSH\r\n", "a4-printer-line-lost"],
  ])("%s is told as what it is, and nothing was sent", async (_title, answer, code) => {
    expect(await answerWith(answer)).toMatchObject({ kind: "not-printed", failure: { code } });
  });
});

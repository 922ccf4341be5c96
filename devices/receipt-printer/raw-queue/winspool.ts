import koffi, { type LibraryHandle } from "koffi";
import { Failure } from "../../../domain/failure.ts";
import type { SpoolerJob, SpoolerQueue } from "./print-spooler.ts";
import { spoolerFailure, windowsError } from "./spooler-failure.ts";

export interface WinspoolLibraries {
  readonly winspool: string;
  /** Tells why a call failed. */
  readonly kernel: string;
}

export const systemLibraries: WinspoolLibraries = { winspool: "winspool.drv", kernel: "kernel32.dll" };

/** winspool's calls, blocking as they are. They throw the Failures of `spoolerFailure`. */
export interface Winspool {
  listQueues(): string[];
  readQueue(queue: string): SpoolerQueue;
  submit(queue: string, documentName: string, bytes: Uint8Array): number;
  findJob(queue: string, jobId: number): SpoolerJob | undefined;
  deleteJob(queue: string, jobId: number): void;
}

const localAndConnected = 0x2 | 0x4;
const deleteCommand = 5;

/** Structures of winspool.h; what is not read is an address or a number of the right width. */
koffi.struct("DOC_INFO_1W", { pDocName: "str16", pOutputFile: "str16", pDatatype: "str16" });
const printerName = koffi.struct("PRINTER_INFO_4W", { pPrinterName: "str16", pServerName: "void *", attributes: "uint32" });
const printerState = koffi.struct("PRINTER_INFO_2W", {
  pServerName: "void *", pPrinterName: "void *", pShareName: "void *", pPortName: "void *", pDriverName: "void *", pComment: "void *", pLocation: "void *", pDevMode: "void *",
  pSepFile: "void *", pPrintProcessor: "void *", pDatatype: "void *", pParameters: "void *", pSecurityDescriptor: "void *",
  attributes: "uint32", priority: "uint32", defaultPriority: "uint32", startTime: "uint32", untilTime: "uint32", status: "uint32", jobCount: "uint32", averagePagesPerMinute: "uint32",
});
const jobState = koffi.struct("JOB_INFO_1W", {
  jobId: "uint32", pPrinterName: "void *", pMachineName: "void *", pUserName: "void *", pDocument: "void *", pDatatype: "void *", pStatus: "void *",
  status: "uint32", priority: "uint32", position: "uint32", totalPages: "uint32", pagesPrinted: "uint32",
  submitted: koffi.array("uint16", 8),
});

/** Kept: koffi unloads a library whose handle is collected. */
const loaded: LibraryHandle[] = [];

/** Throws Failure `printer-queues-unsupported` where there is no Windows. */
export function openWinspool(libraries: WinspoolLibraries = systemLibraries): Winspool {
  if (libraries === systemLibraries && process.platform !== "win32") throw new Failure("printer-queues-unsupported");
  const winspool = koffi.load(libraries.winspool);
  const kernel = koffi.load(libraries.kernel);
  loaded.push(winspool, kernel);
  const f = {
    lastError: kernel.func("uint32 __stdcall GetLastError()"),
    open: winspool.func("int __stdcall OpenPrinterW(str16 name, _Out_ void **handle, void *defaults)"),
    close: winspool.func("int __stdcall ClosePrinter(void *handle)"),
    enumerate: winspool.func("int __stdcall EnumPrintersW(uint32 flags, str16 name, uint32 level, uint8_t *buffer, uint32 size, _Out_ uint32 *needed, _Out_ uint32 *count)"),
    readPrinter: winspool.func("int __stdcall GetPrinterW(void *handle, uint32 level, uint8_t *buffer, uint32 size, _Out_ uint32 *needed)"),
    readJob: winspool.func("int __stdcall GetJobW(void *handle, uint32 jobId, uint32 level, uint8_t *buffer, uint32 size, _Out_ uint32 *needed)"),
    setJob: winspool.func("int __stdcall SetJobW(void *handle, uint32 jobId, uint32 level, void *job, uint32 command)"),
    startDocument: winspool.func("uint32 __stdcall StartDocPrinterW(void *handle, uint32 level, DOC_INFO_1W *document)"),
    startPage: winspool.func("int __stdcall StartPagePrinter(void *handle)"),
    write: winspool.func("int __stdcall WritePrinter(void *handle, const uint8_t *bytes, uint32 size, _Out_ uint32 *written)"),
    endPage: winspool.func("int __stdcall EndPagePrinter(void *handle)"),
    endDocument: winspool.func("int __stdcall EndDocPrinter(void *handle)"),
  };

  const require = (isDone: number, call: string): void => {
    if (!isDone) throw spoolerFailure(call, f.lastError() as number);
  };
  const withQueue = <T>(queue: string, work: (handle: unknown) => T): T => {
    const handle = [null];
    require(f.open(queue, handle, null) as number, "OpenPrinter");
    try {
      return work(handle[0]);
    } finally {
      f.close(handle[0]);
    }
  };
  /** Asks how much room the answer takes, then for the answer: what Windows calls an error the first time is the size. */
  const read = (call: string, ask: (buffer: Buffer | null, size: number, needed: number[]) => number): Buffer => {
    const needed = [0];
    if (!ask(null, 0, needed)) {
      const code = f.lastError() as number;
      if (code !== windowsError.insufficientBuffer) throw spoolerFailure(call, code);
    }
    const buffer = Buffer.alloc(Math.max(needed[0] ?? 0, 1));
    require(ask(buffer, buffer.length, needed), call);
    return buffer;
  };

  return {
    listQueues() {
      const count = [0];
      const buffer = read("EnumPrinters", (room, size, needed) => f.enumerate(localAndConnected, null, 4, room, size, needed, count) as number);
      const size = koffi.sizeof(printerName);
      return Array.from({ length: count[0] ?? 0 }, (_, index) => (koffi.decode(buffer, index * size, printerName) as { pPrinterName: string }).pPrinterName);
    },
    readQueue: (queue) => withQueue(queue, (handle) => {
      const buffer = read("GetPrinter", (room, size, needed) => f.readPrinter(handle, 2, room, size, needed) as number);
      const { status, attributes } = koffi.decode(buffer, printerState) as SpoolerQueue;
      return { status, attributes };
    }),
    submit: (queue, documentName, bytes) => withQueue(queue, (handle) => {
      const jobId = f.startDocument(handle, 1, { pDocName: documentName, pOutputFile: null, pDatatype: "RAW" }) as number;
      require(jobId, "StartDocPrinter");
      try {
        require(f.startPage(handle) as number, "StartPagePrinter");
        const written = [0];
        require(f.write(handle, bytes, bytes.length, written) as number, "WritePrinter");
        if (written[0] !== bytes.length) throw spoolerFailure("WritePrinter", 0);
        require(f.endPage(handle) as number, "EndPagePrinter");
        require(f.endDocument(handle) as number, "EndDocPrinter");
      } catch (error) {
        // Half a paper must not come out when the printer is next switched on.
        f.setJob(handle, jobId, 0, null, deleteCommand);
        throw error;
      }
      return jobId;
    }),
    findJob: (queue, jobId) => withQueue(queue, (handle) => {
      try {
        const buffer = read("GetJob", (room, size, needed) => f.readJob(handle, jobId, 1, room, size, needed) as number);
        return { status: (koffi.decode(buffer, jobState) as SpoolerJob).status };
      } catch (error) {
        if ((error as { details?: { windowsCode?: number } }).details?.windowsCode === windowsError.invalidParameter) return undefined;
        throw error;
      }
    }),
    deleteJob: (queue, jobId) => withQueue(queue, (handle) => {
      if (f.setJob(handle, jobId, 0, null, deleteCommand) as number) return;
      const code = f.lastError() as number;
      // It is done or deleted already.
      if (code !== windowsError.invalidParameter) throw spoolerFailure("SetJob", code);
    }),
  };
}

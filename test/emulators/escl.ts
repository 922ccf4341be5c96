import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { sharp } from "../../scanner/pipeline/sharp.ts";
import { capabilitiesOf, officeScanner, parseSettings, statusOf, type AdfState, type EsclJobReport, type EsclModel, type EsclSettings } from "./escl-documents.ts";

/** A sheet's pictures; a back that is not given is white. */
export interface EmulatedSheet {
  readonly front: Buffer;
  readonly back?: Buffer;
}

/** What can be wrong with it. Counts (`busyAnswers`) run down by themselves; everything else stays until `mend`. */
export interface EsclFaults {
  /** So many more jobs are answered 503. */
  busyAnswers: number;
  /** So many more requests for a document are answered 503. */
  notReadyAnswers: number;
  /** Documents still delivered before the paper jams, the cover opens, somebody presses stop, or the device dies in mid-page. */
  jamAfter: number | null;
  openAfter: number | null;
  stopAfter: number | null;
  dieAfter: number | null;
  /** Takes requests and never answers: at once, or from the nth document of a job on. */
  isMute: boolean;
  muteAfter: number | null;
  /** Between pieces of a document. */
  pieceDelayMs: number;
  /** Put into the Location header in place of its own. */
  locationHost: string | null;
  endStatus: 404 | 409 | 410;
  /** Takes a job though nothing is in the feeder, and finds out afterwards. */
  looksLater: boolean;
  /** Asks for a password. */
  isLocked: boolean;
  /** Sends a PDF whatever was asked for. */
  sendsPdf: boolean;
}

const noFaults: EsclFaults = {
  busyAnswers: 0, notReadyAnswers: 0, jamAfter: null, openAfter: null, stopAfter: null, dieAfter: null, isMute: false, muteAfter: null,
  pieceDelayMs: 0, locationHost: null, endStatus: 404, looksLater: false, isLocked: false, sendsPdf: false,
};

interface Job extends EsclJobReport {
  state: EsclJobReport["state"];
  reason: string;
  documents: number;
  readonly settings: EsclSettings;
  /** The back of the sheet whose front is delivered. */
  pendingBack: Buffer | undefined;
}

export interface EsclEmulator {
  readonly url: string;
  /** Requests as they came, `POST /eSCL/ScanJobs`. */
  readonly requests: readonly string[];
  readonly jobs: readonly (EsclJobReport & { readonly settings: EsclSettings })[];
  /** Sheets that have left the feeder. */
  readonly sheetsFed: number;
  load(sheets: readonly EmulatedSheet[]): void;
  setFaults(change: Partial<EsclFaults>): void;
  /** Clears all faults; paper in the feeder stays. */
  mend(): void;
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
}

export interface EsclEmulatorOptions {
  readonly model?: Partial<EsclModel>;
  readonly sheets?: readonly EmulatedSheet[];
  /** Speaks HTTPS with this. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/**
 * An eSCL scanner on a port of this machine: one job at a time, a feeder that runs empty, pictures in the resolution, size and
 * colour asked for. Written from the protocol as devices speak it; sane-airscan is the independent judge of it.
 */
export async function startEsclEmulator({ model: change = {}, sheets = [], tls }: EsclEmulatorOptions = {}): Promise<EsclEmulator> {
  const model = { ...officeScanner, ...change };
  let faults = { ...noFaults };
  let feeder = [...sheets];
  let glass = sheets[0];
  let trouble: AdfState | undefined;
  let sheetsFed = 0;
  let server: Server | undefined;
  let port = 0;
  const jobs: Job[] = [];
  const requests: string[] = [];
  const sockets = new Set<Socket>();

  const findRunning = (): Job | undefined => jobs.find(({ state }) => state === "Processing");
  const adfState = (): AdfState => trouble ?? (feeder.length > 0 ? "ScannerAdfLoaded" : "ScannerAdfEmpty");
  const end = (job: Job, state: Job["state"], reason: string): void => void Object.assign(job, { state, reason, pendingBack: undefined });

  const createJob = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    if (faults.busyAnswers > 0 || findRunning()) {
      faults.busyAnswers = Math.max(0, faults.busyAnswers - 1);
      response.writeHead(503).end();
      return;
    }
    const settings = parseSettings(body, model);
    if (!settings) return void response.writeHead(400).end();
    if (settings.source === "Feeder" && (trouble || feeder.length === 0) && !faults.looksLater) return void response.writeHead(409).end();
    const job: Job = { id: randomUUID(), state: "Processing", reason: "JobScanning", documents: 0, settings, pendingBack: undefined };
    jobs.push(job);
    response.writeHead(201, { location: `${tls ? "https" : "http"}://${faults.locationHost ?? `127.0.0.1:${port}`}/eSCL/ScanJobs/${job.id}` }).end();
  };

  /** The next side, or undefined when the job is over, for whatever reason. */
  const takeSide = (job: Job): Buffer | undefined => {
    const stopAt = (after: number | null, state: Job["state"], reason: string, adf?: AdfState): boolean => {
      if (after === null || job.documents < after) return false;
      trouble = adf;
      end(job, state, reason);
      return true;
    };
    if (job.state !== "Processing") return undefined;
    if (stopAt(faults.jamAfter, "Aborted", "AbortedBySystem", "ScannerAdfJam")) return undefined;
    if (stopAt(faults.openAfter, "Aborted", "AbortedBySystem", "ScannerAdfHatchOpen")) return undefined;
    if (stopAt(faults.stopAfter, "Canceled", "JobCanceledByUser")) return undefined;
    if (job.settings.source === "Platen") {
      if (job.documents === 0) return glass?.front ?? Buffer.alloc(0);
    } else if (job.pendingBack) {
      const back = job.pendingBack;
      job.pendingBack = undefined;
      return back;
    } else {
      const sheet = feeder.shift();
      if (sheet) {
        sheetsFed++;
        if (job.settings.isDuplex) job.pendingBack = sheet.back ?? Buffer.alloc(0);
        return sheet.front;
      }
    }
    if (job.documents > 0) end(job, "Completed", "JobCompletedSuccessfully");
    else end(job, "Aborted", "AbortedBySystem");
    return undefined;
  };

  const sendDocument = async (job: Job, response: ServerResponse): Promise<void> => {
    if (faults.notReadyAnswers > 0) {
      faults.notReadyAnswers--;
      return void response.writeHead(503, { "retry-after": "1" }).end();
    }
    if (faults.muteAfter !== null && job.documents >= faults.muteAfter) return;
    const dies = faults.dieAfter !== null && job.documents >= faults.dieAfter;
    const side = takeSide(job);
    if (!side) return void response.writeHead(faults.endStatus).end();
    const picture = faults.sendsPdf ? Buffer.from("%PDF-1.7\n") : await scanSide(side, job.settings);
    response.writeHead(200, { "content-type": job.settings.format, "content-length": picture.byteLength });
    for (let start = 0; start < picture.byteLength; start += 16_384) {
      if (dies && start > 0) return void (await unplug());
      response.write(picture.subarray(start, dies ? Math.floor(picture.byteLength / 2) : start + 16_384));
      if (faults.pieceDelayMs > 0 || dies) await delay(faults.pieceDelayMs);
    }
    if (dies) return void (await unplug());
    job.documents++;
    response.end();
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "", url = "" } = request;
    requests.push(`${method} ${url}`);
    if (faults.isMute) return;
    const send = (xml: string): unknown => response.writeHead(200, { "content-type": "text/xml" }).end(xml);
    const [, id, document] = /^\/eSCL\/ScanJobs\/([\w-]+)(\/NextDocument)?$/.exec(url) ?? [];
    const job = jobs.find((candidate) => candidate.id === id);
    if (faults.isLocked) response.writeHead(401).end();
    else if (method === "GET" && url === "/eSCL/ScannerCapabilities") send(capabilitiesOf(model));
    else if (method === "GET" && url === "/eSCL/ScannerStatus") send(statusOf(trouble ? "Stopped" : findRunning() ? "Processing" : "Idle", adfState(), jobs));
    else if (method === "POST" && url === "/eSCL/ScanJobs") await createJob(request, response);
    else if (method === "GET" && job && document) await sendDocument(job, response);
    else if (method === "DELETE" && job && !document) {
      if (job.state === "Processing") end(job, "Canceled", "JobCanceledByUser");
      response.writeHead(200).end();
    } else response.writeHead(404).end();
  };

  const unplug = async (): Promise<void> => {
    const stopping = server;
    server = undefined;
    if (!stopping) return;
    for (const job of jobs) if (job.state === "Processing") end(job, "Aborted", "AbortedBySystem");
    const closed = once(stopping, "close");
    stopping.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };

  const plugIn = async (): Promise<void> => {
    const listener = (request: IncomingMessage, response: ServerResponse): void => void answer(request, response);
    server = tls ? createTlsServer({ ...tls }, listener) : createServer(listener);
    server.on("connection", (socket: Socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
    });
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    port = (server.address() as AddressInfo).port;
  };

  await plugIn();
  return {
    url: `${tls ? "https" : "http"}://127.0.0.1:${port}/eSCL`,
    requests,
    jobs,
    get sheetsFed() {
      return sheetsFed;
    },
    load: (more) => {
      feeder = [...feeder, ...more];
      glass = more[0] ?? glass;
    },
    setFaults: (change) => void Object.assign(faults, change),
    mend: () => {
      faults = { ...noFaults };
      trouble = undefined;
    },
    unplug,
    plugIn,
  };
}

/** The picture of a side as the lamp sees it; an empty buffer is white paper. */
async function scanSide(side: Buffer, { width, height, resolutionDpi, colourMode, format }: EsclSettings): Promise<Buffer> {
  const size = { width: Math.round((width * resolutionDpi) / 300), height: Math.round((height * resolutionDpi) / 300) };
  const white = { ...size, channels: 3, background: "white" } as const;
  const seen = side.byteLength === 0 ? sharp({ create: white }) : sharp(side).resize({ ...size, fit: "fill" });
  const toned = colourMode === "RGB24" ? seen : seen.greyscale().toColourspace("b-w");
  return format === "image/png" ? toned.png().toBuffer() : toned.jpeg({ quality: 90 }).toBuffer();
}

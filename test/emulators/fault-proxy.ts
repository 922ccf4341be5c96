import { createServer, request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/**
 * What goes wrong with one request on its way.
 * `refuse`: it never leaves; `lose-reply`: it is carried out and the answer is lost; `cut-upload`: so many bytes of its body
 * are sent on, and once `until` settles (at once without it) the line is gone; `duplicate`: it is sent once more after its answer came, and the second answer given;
 * `hold`: it waits until `release` settles.
 */
export type Fault =
  | { kind: "none" }
  | { kind: "refuse" }
  | { kind: "lose-reply" }
  | { kind: "cut-upload"; afterBytes: number; until?: Promise<void> }
  | { kind: "duplicate" }
  | { kind: "hold"; release: Promise<void> };

export interface SeenRequest {
  method: string;
  path: string;
  headers: IncomingMessage["headers"];
}

export interface FaultProxy {
  url: string;
  /** Decides for every request; `none` when not set. */
  plan(choose: (request: SeenRequest) => Fault): void;
  /** The centre came back elsewhere. */
  setUpstream(url: string): void;
  /** The network is gone: every line breaks and none opens until `mend`. */
  cut(): void;
  mend(): void;
  /** How often each kind of fault happened. */
  counts(): Partial<Record<Fault["kind"], number>>;
  close(): Promise<void>;
}

/** An HTTP proxy on the loopback interface that does to requests what networks do. */
export async function startFaultProxy(upstreamUrl: string): Promise<FaultProxy> {
  let upstream = new URL(upstreamUrl);
  let choose: (request: SeenRequest) => Fault = () => ({ kind: "none" });
  let isCut = false;
  const counts: Partial<Record<Fault["kind"], number>> = {};
  const sockets = new Set<Socket>();

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const fault = choose({ method: request.method ?? "", path: request.url ?? "", headers: request.headers });
    counts[fault.kind] = (counts[fault.kind] ?? 0) + 1;
    const drop = (): void => void request.socket.destroy();
    if (fault.kind === "refuse") return drop();
    if (fault.kind === "hold") await fault.release;
    if (fault.kind === "cut-upload") return cutUpload(request, fault, drop);
    if (fault.kind === "none" || fault.kind === "hold") return pass(request, response);
    const body = await readAll(request);
    if (fault.kind === "duplicate") await exchange(request, body);
    const answer = await exchange(request, body);
    if (fault.kind === "lose-reply") return drop();
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };

  const onward = (request: IncomingMessage) =>
    httpRequest({ host: upstream.hostname, port: upstream.port, method: request.method, path: request.url, headers: request.headers });

  const pass = (request: IncomingMessage, response: ServerResponse): void => {
    const forward = onward(request);
    forward.on("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on("error", () => response.destroy());
      answer.pipe(response);
    });
    forward.on("error", () => response.destroy());
    response.on("close", () => forward.destroy());
    request.pipe(forward);
  };

  const exchange = async (request: IncomingMessage, body: Buffer): Promise<{ status: number; headers: IncomingMessage["headers"]; body: Buffer }> => {
    const forward = onward(request);
    const answered = new Promise<IncomingMessage>((resolve, reject) => forward.on("response", resolve).on("error", reject));
    forward.end(body);
    const answer = await answered;
    return { status: answer.statusCode ?? 502, headers: answer.headers, body: await readAll(answer) };
  };

  const cutUpload = (request: IncomingMessage, { afterBytes, until }: Extract<Fault, { kind: "cut-upload" }>, drop: () => void): void => {
    const forward = onward(request);
    forward.on("error", () => undefined);
    let left = afterBytes;
    request.on("data", (piece: Buffer) => {
      const taken = piece.subarray(0, left);
      left -= taken.length;
      forward.write(taken, () => {
        if (left > 0) return;
        void Promise.resolve(until).then(() => {
          forward.destroy();
          drop();
        });
      });
    });
    request.on("end", () => {
      if (left > 0) forward.end();
    });
    forward.on("response", (answer) => answer.resume().on("end", drop));
  };

  const server: Server = createServer((request, response) => {
    if (isCut) return request.socket.destroy();
    handle(request, response).catch(() => request.socket.destroy());
    return undefined;
  });
  server.on("connection", (socket) => {
    if (isCut) return socket.destroy();
    sockets.add(socket);
    return socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const breakLines = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${port}`,
    plan: (next) => (choose = next),
    setUpstream: (url) => (upstream = new URL(url)),
    cut: () => {
      isCut = true;
      breakLines();
    },
    mend: () => (isCut = false),
    counts: () => ({ ...counts }),
    close: () => {
      breakLines();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

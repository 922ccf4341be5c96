import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

/** How the gateway takes the next requests, one after the other; `take` when none is said. */
export type GatewayAnswer = "take" | "lose-answer" | "never-answer" | "cut-off" | { status: number; body?: string };

export interface MessageGateway {
  url: string;
  /** What came in, answered or not, in order. */
  received: { key: string; authorization: string | undefined; mobile: string; text: string }[];
  next(...answers: GatewayAnswer[]): void;
  close(): Promise<void>;
}

/** A short-message company's HTTP gateway that speaks the real protocol, with its faults. */
export async function startMessageGateway(): Promise<MessageGateway> {
  const received: MessageGateway["received"] = [];
  const answers: GatewayAnswer[] = [];
  const server = createServer((request, response) => void answer(request, response));
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const how = answers.shift() ?? "take";
    if (how === "cut-off") return void request.socket.destroy();
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const { mobile, text } = JSON.parse(Buffer.concat(chunks).toString()) as { mobile: string; text: string };
    received.push({ key: String(request.headers["idempotency-key"]), authorization: request.headers.authorization, mobile, text });
    if (how === "never-answer") return;
    if (how === "lose-answer") return void request.socket.destroy();
    if (typeof how === "object") return void response.writeHead(how.status).end(how.body ?? "");
    response.writeHead(202, { "content-type": "application/json" }).end(JSON.stringify({ reference: `R${received.length}` }));
  }
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`,
    received,
    next: (...more) => void answers.push(...more),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

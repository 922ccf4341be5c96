import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import multicastDns, { type Options } from "multicast-dns";

export interface AnnouncedService {
  readonly name: string;
  /** `_uscan._tcp`. */
  readonly type: string;
  readonly port: number;
  readonly text?: Readonly<Record<string, string>>;
}

export interface AnnounceOptions {
  readonly network?: Options;
  /** Answers a question with that record alone, as small devices do; else with all that belongs to it. */
  readonly isTerse?: boolean;
}

/** Announces services of this machine by multicast DNS until closed. */
export async function announceServices(services: readonly AnnouncedService[], { network = {}, isTerse = false }: AnnounceOptions = {}): Promise<{ close(): Promise<void> }> {
  const mdns = multicastDns(network);
  await new Promise<void>((resolve, reject) => {
    mdns.once("ready", () => resolve());
    mdns.once("error", reject);
  });
  const hostName = "emulated-device.local";
  mdns.on("query", ({ questions = [] }) => {
    for (const { name, type } of questions) {
      for (const service of services) {
        const instance = `${service.name}.${service.type}.local`;
        const pointer = { name: `${service.type}.local`, type: "PTR", ttl: 120, data: instance } as const;
        const place = { name: instance, type: "SRV", ttl: 120, data: { target: hostName, port: service.port } } as const;
        const text = { name: instance, type: "TXT", ttl: 120, data: Object.entries(service.text ?? {}).map(([key, value]) => `${key}=${value}`) } as const;
        const address = { name: hostName, type: "A", ttl: 120, data: "127.0.0.1" } as const;
        const asked = [pointer, place, text, address].find((record) => record.type === type && record.name.toLowerCase() === name.toLowerCase());
        if (asked) mdns.respond({ answers: [asked], additionals: isTerse ? [] : [place, text, address] });
      }
    }
  });
  return { close: () => new Promise((resolve) => mdns.destroy(() => resolve())) };
}

/** A network of its own for a test: a port nobody else uses, on the loopback interface. */
export async function ownNetwork(): Promise<Options> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return { port, interface: "127.0.0.1", bind: "0.0.0.0" };
}

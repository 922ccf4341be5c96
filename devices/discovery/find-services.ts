import type { Options, ResponsePacket } from "multicast-dns";
import { Failure } from "../../domain/failure.ts";

/** Something on the network that announces itself by DNS-SD (Bonjour, Avahi). */
export interface FoundService {
  /** As its owner named it. */
  readonly name: string;
  /** `_ipp._tcp`. */
  readonly type: string;
  /** An IPv4 address where it gave one: names ending in `.local` are unknown to many systems. */
  readonly host: string;
  readonly port: number;
  /** What it says of itself, by keys in lower case (`rp`, `ty`, `pdl`). */
  readonly text: ReadonlyMap<string, string>;
}

export interface FindServicesOptions {
  /** How long answers are collected. */
  readonly waitMs?: number;
  /** For tests: another port, one interface only. */
  readonly network?: Options;
}

/**
 * Asks the network for services of these types (`_ipp._tcp`). Nothing found is an answer; throws Failure `discovery-unavailable` where
 * this computer lets no program ask.
 */
export async function findServices(types: readonly string[], { waitMs = 2_000, network = {} }: FindServicesOptions = {}): Promise<FoundService[]> {
  // Loaded when somebody looks for devices, which is seldom.
  const { default: multicastDns } = await import("multicast-dns");
  const mdns = multicastDns(network);
  const { promise: failed, reject } = Promise.withResolvers<never>();
  mdns.on("error", (cause: Error) => reject(new Failure("discovery-unavailable", { retryable: true, cause })));
  const records = createRecords(types);
  const ask = (): void => mdns.query(records.missing());
  mdns.on("response", (packet) => {
    // Devices that answer in pieces are asked for the rest at once.
    if (records.take(packet)) ask();
  });
  const timers = [0, waitMs / 3].map((delayMs) => setTimeout(ask, delayMs));
  try {
    await Promise.race([failed, new Promise((resolve) => timers.push(setTimeout(resolve, waitMs)))]);
    return records.services();
  } finally {
    for (const timer of timers) clearTimeout(timer);
    mdns.destroy();
  }
}

type Question = { name: string; type: "PTR" | "SRV" | "TXT" | "A" };

/** What was answered so far, and what is still to be asked. Names of DNS are the same in capitals. */
function createRecords(types: readonly string[]) {
  const instances = new Map<string, { readonly name: string; readonly type: string }>();
  const targets = new Map<string, { readonly host: string; readonly port: number }>();
  const texts = new Map<string, ReadonlyMap<string, string>>();
  const addresses = new Map<string, string>();
  const key = (name: string): string => name.toLowerCase();

  return {
    /** True when something new came whose other records are missing. */
    take({ answers = [], additionals = [] }: ResponsePacket): boolean {
      const before = instances.size + targets.size;
      for (const answer of [...answers, ...additionals]) {
        const type = types.find((candidate) => key(answer.name) === `${candidate}.local`);
        if (answer.type === "PTR" && type !== undefined) instances.set(key(answer.data), { name: answer.data.slice(0, -`.${type}.local`.length), type });
        if (answer.type === "SRV") targets.set(key(answer.name), { host: answer.data.target, port: answer.data.port });
        if (answer.type === "TXT") texts.set(key(answer.name), readText([answer.data].flat()));
        if (answer.type === "A") addresses.set(key(answer.name), answer.data);
      }
      return instances.size + targets.size > before && this.missing().length > types.length;
    },
    missing(): Question[] {
      const without = (known: ReadonlyMap<string, unknown>, type: Question["type"]): Question[] =>
        [...instances.keys()].filter((instance) => !known.has(instance)).map((name) => ({ name, type }));
      const hosts = [...instances.keys()].flatMap((instance) => targets.get(instance)?.host ?? []).filter((host) => !addresses.has(key(host)));
      return [
        ...types.map((type): Question => ({ name: `${type}.local`, type: "PTR" })),
        ...without(targets, "SRV"), ...without(texts, "TXT"), ...hosts.map((name): Question => ({ name, type: "A" })),
      ];
    },
    services(): FoundService[] {
      return [...instances].flatMap(([instance, { name, type }]) => {
        const target = targets.get(instance);
        return target ? [{ name, type, host: addresses.get(key(target.host)) ?? target.host, port: target.port, text: texts.get(instance) ?? new Map<string, string>() }] : [];
      });
    },
  };
}

function readText(entries: readonly (string | Buffer)[]): ReadonlyMap<string, string> {
  return new Map(entries.map((entry) => {
    const [name = "", value = ""] = entry.toString().split(/=(.*)/s);
    return [name.toLowerCase(), value];
  }));
}

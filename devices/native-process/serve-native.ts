import { isFailure } from "../../domain/failure.ts";
import type { Emit, NativeContract, NativeHandlers } from "./native-contract.ts";
import { openNativeLink } from "./native-link.ts";
import type { FromNative, ToNative } from "./native-messages.ts";

/** A driver that can be served, loaded when it is first asked: a process that reads serial ports need not load vendors' libraries. */
export interface NativePart {
  readonly contract: NativeContract;
  readonly load: (emit: (name: string, payload: unknown) => void) => Promise<NativeHandlers<NativeContract>>;
}

/** Ties a contract to the driver that fulfils it. */
export function nativePart<C extends NativeContract>(contract: C, load: (emit: Emit<C>) => Promise<NativeHandlers<C>>): NativePart {
  return { contract, load: async (emit) => (await load(emit as Emit<C>)) as NativeHandlers<NativeContract> };
}

/** Runs this process as a native driver's process, until whoever started it is gone. */
export async function serveNative(parts: readonly NativePart[]): Promise<void> {
  const link = await openNativeLink();
  const loaded = new Map<NativePart, Promise<NativeHandlers<NativeContract>>>();
  const emit = (name: string, payload: unknown): void => link.send({ kind: "event", name, payload });

  const answer = async ({ id, name, input }: ToNative): Promise<FromNative> => {
    try {
      const part = parts.find(({ contract }) => Object.hasOwn(contract.calls, name));
      const call = part?.contract.calls[name];
      if (!part || !call) throw new TypeError(`no driver answers ${name}`);
      const handlers = loaded.get(part) ?? part.load(emit);
      loaded.set(part, handlers);
      return { kind: "answer", id, output: await (await handlers)[name]?.(call.input.parse(input)) };
    } catch (error) {
      if (isFailure(error)) return { kind: "failed", id, failure: { code: error.code, retryable: error.retryable, details: { ...error.details } } };
      return { kind: "broken", id, text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  };

  link.onMessage((message) => void answer(message).then(link.send));
  link.send({ kind: "ready" });
}

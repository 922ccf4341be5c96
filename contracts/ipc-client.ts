import { Failure } from "../domain/failure.ts";
import type {
  CallMessage, ChannelInput, ChannelName, ChannelOutput, Contract, MessageEndpoint, ServerMessage, TopicName, TopicPayload,
} from "./ipc-channel.ts";

interface PendingCall {
  resolve(output: unknown): void;
  reject(failure: Failure): void;
}

export interface IpcClient<C extends Contract> {
  /**
   * Calls the workstation process. Rejects with the handler's `Failure`, or with `workstation-gone` (retryable) when the
   * process died before it answered: whether the call took effect is then unknown, so a retry repeats the same command id.
   */
  call<Name extends ChannelName<C>>(channel: Name, input: ChannelInput<C, Name>): Promise<ChannelOutput<C, Name>>;
  /** Returns a function that ends the subscription. */
  subscribe<Name extends TopicName<C>>(topic: Name, listener: (payload: TopicPayload<C, Name>) => void): () => void;
  /** A new process answers from here on. Calls made before the first attachment have waited and are sent now. */
  attach(endpoint: MessageEndpoint): void;
  /** The process is gone: pending calls reject, later ones reject at once until the next attachment. */
  detach(): void;
}

/** The page's end of the contract. The type parameter names the contract: `createIpcClient<typeof workstationContract>()`. */
export function createIpcClient<C extends Contract>(): IpcClient<C> {
  const pending = new Map<number, PendingCall>();
  const listeners = new Map<string, Set<(payload: never) => void>>();
  let waiting: CallMessage[] | undefined = [];
  let endpoint: MessageEndpoint | undefined;
  let lastId = 0;

  const receive = (message: ServerMessage): void => {
    if (message.kind === "event") {
      for (const listener of listeners.get(message.topic) ?? []) listener(message.payload as never);
      return;
    }
    const call = pending.get(message.id);
    pending.delete(message.id);
    if (message.kind === "answer") call?.resolve(message.output);
    else call?.reject(new Failure(message.failure.code, message.failure));
  };

  const rejectPending = (): void => {
    const calls = [...pending.values()];
    pending.clear();
    for (const call of calls) call.reject(new Failure("workstation-gone", { retryable: true }));
  };

  return {
    call(channel, input) {
      return new Promise<never>((resolve, reject) => {
        const message: CallMessage = { kind: "call", id: ++lastId, channel, input };
        pending.set(message.id, { resolve: resolve as (output: unknown) => void, reject });
        if (endpoint) endpoint.post(message);
        else if (waiting) waiting.push(message);
        else rejectPending();
      });
    },
    subscribe(topic, listener) {
      const ofTopic = listeners.get(topic) ?? new Set();
      listeners.set(topic, ofTopic.add(listener));
      return () => ofTopic.delete(listener);
    },
    attach(next) {
      if (endpoint) rejectPending();
      endpoint = next;
      next.onMessage((message) => {
        if (endpoint === next) receive(message as ServerMessage);
      });
      for (const message of waiting ?? []) next.post(message);
      waiting = undefined;
    },
    detach() {
      endpoint = undefined;
      waiting = undefined;
      rejectPending();
    },
  };
}

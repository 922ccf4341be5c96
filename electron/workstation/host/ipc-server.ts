import type { z } from "zod";
import { isFailure } from "../../../domain/failure.ts";
import {
  isCallMessage, type CallMessage, type ChannelName, type ChannelOutput, type ChannelRequest, type Contract, type MessageEndpoint,
  type ServerMessage, type TopicName, type TopicPayload, type WireFailure,
} from "../../../contracts/ipc-channel.ts";

export type Handlers<C extends Contract> = {
  readonly [Name in ChannelName<C>]: (
    request: ChannelRequest<C, Name>,
  ) => ChannelOutput<C, Name> | Promise<ChannelOutput<C, Name>>;
};

export interface IpcServerOptions {
  /** Parse answers against the contract too. On in tests; off in a released build, where a large list would be walked twice. */
  readonly checkAnswers?: boolean;
  /** Told of everything that is not a `Failure`: the page only learns that something internal went wrong. */
  readonly logError: (channel: string, error: unknown) => void;
}

export interface IpcServer<C extends Contract> {
  /** Serves one page. Returns a function to call when the page has gone: it hears no more events. */
  serve(endpoint: MessageEndpoint): () => void;
  publish<Name extends TopicName<C>>(topic: Name, payload: TopicPayload<C, Name>): void;
}

/** The workstation process's end of the contract: validates what pages send, runs the handler, answers. */
export function createIpcServer<C extends Contract>(contract: C, handlers: Handlers<C>, options: IpcServerOptions): IpcServer<C> {
  const endpoints = new Set<MessageEndpoint>();

  const run = async (call: CallMessage): Promise<ServerMessage> => {
    const channel = Object.hasOwn(contract.channels, call.channel) ? contract.channels[call.channel] : undefined;
    if (!channel) return failed(call, { code: "unknown-channel", retryable: false, details: { channel: call.channel } });
    const input = channel.input.safeParse(call.input);
    if (!input.success) return failed(call, invalidInput(call.channel, input.error));
    try {
      const handler = handlers[call.channel as ChannelName<C>] as (request: unknown) => unknown;
      const output = await handler(input.data);
      if (options.checkAnswers) channel.output.parse(output);
      return { kind: "answer", id: call.id, output };
    } catch (error) {
      if (isFailure(error)) return failed(call, { code: error.code, retryable: error.retryable, details: error.details });
      options.logError(call.channel, error);
      return failed(call, { code: "internal", retryable: false, details: { channel: call.channel } });
    }
  };

  const answer = async (endpoint: MessageEndpoint, call: CallMessage): Promise<void> => {
    const message = await run(call);
    if (!endpoints.has(endpoint)) return;
    try {
      endpoint.post(message);
    } catch (error) {
      // An answer that cannot be copied to the page (a function in it) is a mistake of ours: the page must not wait for ever.
      options.logError(call.channel, error);
      endpoint.post(failed(call, { code: "internal", retryable: false, details: { channel: call.channel } }));
    }
  };

  return {
    serve(endpoint) {
      endpoints.add(endpoint);
      endpoint.onMessage((message) => {
        if (isCallMessage(message)) void answer(endpoint, message);
        else options.logError("(none)", new TypeError("a page sent something that is not a call"));
      });
      return () => endpoints.delete(endpoint);
    },
    publish(topic, payload) {
      if (options.checkAnswers) contract.topics[topic]?.parse(payload);
      const message: ServerMessage = { kind: "event", topic, payload };
      for (const endpoint of endpoints) endpoint.post(message);
    },
  };
}

function failed(call: CallMessage, failure: WireFailure): ServerMessage {
  return { kind: "failed", id: call.id, failure };
}

function invalidInput(channel: string, error: z.ZodError): WireFailure {
  const issue = error.issues[0];
  return {
    code: "invalid-input",
    retryable: false,
    details: { channel, field: issue?.path.join(".") ?? "", reason: issue?.message ?? "" },
  };
}

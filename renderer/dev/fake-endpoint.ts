import { workstationContract, type WorkstationContract } from "../../contracts/ipc.ts";
import {
  isCallMessage, type ChannelName, type ChannelOutput, type ChannelRequest, type MessageEndpoint, type ServerMessage, type TopicName,
  type TopicPayload,
} from "../../contracts/ipc-channel.ts";
import { Failure, isFailure } from "../../domain/failure.ts";

type C = WorkstationContract;
/** What is left out fails as `unknown-channel`. */
export type FakeHandlers = {
  readonly [Name in ChannelName<C>]?: (request: ChannelRequest<C, Name>) => ChannelOutput<C, Name> | Promise<ChannelOutput<C, Name>>;
};
export type Publish = <Name extends TopicName<C>>(topic: Name, payload: TopicPayload<C, Name>) => void;

/** Answers calls in the page itself, but checked by the same contract, and copied as a real port copies. */
export function createFakeEndpoint(makeHandlers: (publish: Publish) => FakeHandlers): MessageEndpoint {
  let tell: (message: ServerMessage) => void = () => undefined;
  const publish: Publish = (topic, payload) => tell({ kind: "event", topic, payload: structuredClone(payload) });
  const handlers = makeHandlers(publish);

  const answer = async (message: unknown): Promise<ServerMessage> => {
    if (!isCallMessage(message)) throw new TypeError("not a call");
    const { id } = message;
    const name = message.channel as ChannelName<C>;
    try {
      const handler = handlers[name] as ((request: unknown) => unknown) | undefined;
      if (!handler) throw new Failure("unknown-channel", { details: { channel: name } });
      const output = await handler(workstationContract.channels[name].input.parse(structuredClone(message.input)));
      workstationContract.channels[name].output.parse(output);
      return { kind: "answer", id, output: structuredClone(output) };
    } catch (error) {
      if (!isFailure(error)) console.error(message.channel, error);
      const { code, retryable, details } = isFailure(error) ? error : { code: "internal", retryable: false, details: {} };
      return { kind: "failed", id, failure: { code, retryable, details } };
    }
  };
  return {
    post: (message) => void answer(message).then((reply) => tell(reply)),
    onMessage(listener) {
      tell = listener;
    },
  };
}

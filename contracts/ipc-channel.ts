import type { z } from "zod";

/**
 * The mechanism of the calls between the page and the workstation process. What is said over it is declared in `ipc.ts`.
 *
 * Both ends see only a `MessageEndpoint`, so one protocol runs over a MessagePort (page ⇄ `utilityProcess`) and over a
 * Node child's message channel relayed by the main process.
 */
export interface MessageEndpoint {
  post(message: unknown): void;
  /** Called once, before the first message may arrive. */
  onMessage(listener: (message: unknown) => void): void;
}

export interface Channel {
  readonly input: z.ZodType;
  /** Describes the answer; must not transform it, since a released build does not parse answers again. */
  readonly output: z.ZodType;
}

/** Everything that may be said: calls by the page (`channels`) and news from the workstation process (`topics`). */
export interface Contract {
  readonly channels: Readonly<Record<string, Channel>>;
  readonly topics: Readonly<Record<string, z.ZodType>>;
}

export type ChannelName<C extends Contract> = keyof C["channels"] & string;
export type TopicName<C extends Contract> = keyof C["topics"] & string;

/** What the caller writes: fields with defaults may be left out. */
export type ChannelInput<C extends Contract, Name extends ChannelName<C>> = z.input<C["channels"][Name]["input"]>;
/** What the handler is given: validated, defaults filled in. */
export type ChannelRequest<C extends Contract, Name extends ChannelName<C>> = z.output<C["channels"][Name]["input"]>;
export type ChannelOutput<C extends Contract, Name extends ChannelName<C>> = z.output<C["channels"][Name]["output"]>;
export type TopicPayload<C extends Contract, Name extends TopicName<C>> = z.output<C["topics"][Name]>;

/** Keeps the literal channel names in the type; does nothing at run time. */
export function defineContract<const C extends Contract>(contract: C): C {
  return contract;
}

/** A `Failure` on the wire; its stack and cause stay in the workstation process's log. */
export interface WireFailure {
  readonly code: string;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, string | number>>;
}

export interface CallMessage {
  readonly kind: "call";
  readonly id: number;
  readonly channel: string;
  readonly input: unknown;
}

export type ServerMessage =
  | { readonly kind: "answer"; readonly id: number; readonly output: unknown }
  | { readonly kind: "failed"; readonly id: number; readonly failure: WireFailure }
  | { readonly kind: "event"; readonly topic: string; readonly payload: unknown };

export function isCallMessage(message: unknown): message is CallMessage {
  const call = message as Partial<CallMessage> | null;
  return typeof call === "object" && call?.kind === "call" && typeof call.id === "number" && typeof call.channel === "string";
}

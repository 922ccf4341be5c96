import type { z } from "zod";

/** One thing a driver in a process of its own can be asked. */
export interface NativeCall {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** Without an answer for so long the process is taken to hang and is killed. */
  readonly limitMs: number;
}

/** What one driver answers (`calls`) and says by itself (`events`); names carry the driver's own name in front (`serial-line.open`). */
export interface NativeContract {
  readonly calls: Readonly<Record<string, NativeCall>>;
  readonly events: Readonly<Record<string, z.ZodType>>;
}

export type CallName<C extends NativeContract> = keyof C["calls"] & string;
export type EventName<C extends NativeContract> = keyof C["events"] & string;
export type CallInput<C extends NativeContract, Name extends CallName<C>> = z.output<C["calls"][Name]["input"]>;
export type CallOutput<C extends NativeContract, Name extends CallName<C>> = z.output<C["calls"][Name]["output"]>;
export type EventPayload<C extends NativeContract, Name extends EventName<C>> = z.output<C["events"][Name]>;

/** The driver itself, inside its process: a call may block for as long as the vendor's library does. */
export type NativeHandlers<C extends NativeContract> = {
  readonly [Name in CallName<C>]: (input: CallInput<C, Name>) => CallOutput<C, Name> | Promise<CallOutput<C, Name>>;
};

export type Emit<C extends NativeContract> = <Name extends EventName<C>>(name: Name, payload: EventPayload<C, Name>) => void;

/** Keeps the literal names in the type; does nothing at run time. */
export function defineNativeContract<const C extends NativeContract>(contract: C): C {
  return contract;
}

import type { Failure } from "../../domain/failure.ts";
import type { After } from "./after.ts";
import type { ByteStream } from "./byte-stream.ts";
import { isAnswerTo, parseReply, type SamCommand, type SamReply } from "./sam-commands.ts";
import { createFrameParser } from "./sam-frame.ts";

/** How long the line may be silent before something is wrong with it. */
export interface SamTimings {
  /** From the command to the first byte: the reader talks to the chip meanwhile. */
  readonly firstByteLimitMs: number;
  /** Between two bytes of a reply. */
  readonly silenceLimitMs: number;
  /** For a whole reply, however the bytes come: a line that never stops babbling must not hold anybody up. */
  readonly replyLimitMs: number;
  /** After damage: how long the line must be silent before it is worth asking again. */
  readonly settleMs: number;
}

/** At 9,600 baud, the slowest a reader is set to, a reply with a fingerprint takes 2.5 seconds. */
export const samTimings: SamTimings = { firstByteLimitMs: 1500, silenceLimitMs: 400, replyLimitMs: 6000, settleMs: 40 };

export type Exchange =
  | { readonly kind: "reply"; readonly reply: SamReply }
  /** Not one byte. */
  | { readonly kind: "silent" }
  /** Bytes, and no frame in them that could be trusted. */
  | { readonly kind: "damaged" }
  /** A frame began and its rest never came. */
  | { readonly kind: "cut-off" };

export interface SamLink {
  /** Sends one command and waits for its answer. Rejects when the device is lost or with the reason `signal` is aborted for. */
  exchange(command: SamCommand, signal: AbortSignal): Promise<Exchange>;
}

/**
 * One command at a time over a byte stream.
 *
 *     exchange ──write──▶ waiting ──bytes──▶ receiving ──right frame──▶ reply
 *                            │ firstByteLimit   │  ▲ └─damage─▶ settling ──settle──▶ damaged
 *                            ▼                  │  └──────────────┘ a right frame after all
 *                          silent               └─silenceLimit, replyLimit─▶ cut-off or damaged
 */
export function createSamLink(stream: ByteStream, timings: SamTimings, after: After): SamLink {
  const parser = createFrameParser();
  let lost: Failure | undefined;
  let onBytes: (bytes: Uint8Array) => void = () => undefined;
  let onLost: (failure: Failure) => void = () => undefined;
  stream.onBytes((bytes) => onBytes(bytes));
  stream.onLost((failure) => {
    lost = failure;
    onLost(failure);
  });

  const exchangeOnce = (command: SamCommand, signal: AbortSignal): Promise<Exchange> =>
    new Promise((resolve, reject) => {
      let hasBytes = false;
      let isDamaged = false;
      let callOff: () => void = () => undefined;

      const finish = (settle: () => void) => {
        callOff();
        callOffReply();
        signal.removeEventListener("abort", onAbort);
        onBytes = () => undefined;
        onLost = () => undefined;
        settle();
      };
      const giveUp = () =>
        finish(() => {
          if (!hasBytes) resolve({ kind: "silent" });
          else resolve({ kind: !isDamaged && parser.isMidFrame() ? "cut-off" : "damaged" });
        });
      const waitFor = (limitMs: number) => {
        callOff();
        callOff = after(limitMs, giveUp);
      };
      const onAbort = () => finish(() => reject(signal.reason as Error));

      const callOffReply = after(timings.replyLimitMs, giveUp);
      signal.addEventListener("abort", onAbort);
      onLost = (failure) => finish(() => reject(failure));
      onBytes = (bytes) => {
        hasBytes = true;
        for (const piece of parser.push(bytes)) {
          if (piece.kind === "damaged") {
            isDamaged = true;
            continue;
          }
          const reply = parseReply(piece.content);
          if (reply && isAnswerTo(command, reply)) return finish(() => resolve({ kind: "reply", reply }));
        }
        waitFor(isDamaged ? timings.settleMs : timings.silenceLimitMs);
      };

      waitFor(timings.firstByteLimitMs);
      // What is left of an earlier answer must not be taken for the beginning of this one.
      parser.reset();
      stream.write(command.frame);
    });

  return {
    exchange: (command, signal) => {
      signal.throwIfAborted();
      return lost ? Promise.reject(lost) : exchangeOnce(command, signal);
    },
  };
}

/** Runs `work` once, later; gives the function that calls it off. */
export type After = (delayMs: number, work: () => void) => () => void;

export const afterByTimer: After = (delayMs, work) => {
  const timer = setTimeout(work, delayMs);
  return () => clearTimeout(timer);
};

/** Resolves after so long; rejects with the reason `signal` is aborted for. */
export function pause(after: After, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const onAbort = (): void => {
      callOff();
      reject(signal.reason as Error);
    };
    const callOff = after(delayMs, () => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    });
    signal.addEventListener("abort", onAbort, { once: true });
  });
}

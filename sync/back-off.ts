/** Waits between attempts: doubling, with jitter so that the windows of a hall do not all knock at once after an outage. */
export interface BackOff {
  /** How long to wait after one more failure. */
  nextMs(): number;
  reset(): void;
}

export function createBackOff(limits: { firstMs: number; longestMs: number }, random: () => number): BackOff {
  let failures = 0;
  return {
    nextMs: () => {
      const ceiling = Math.min(limits.longestMs, limits.firstMs * 2 ** failures);
      failures += 1;
      return Math.round(ceiling * (0.5 + random() / 2));
    },
    reset: () => (failures = 0),
  };
}

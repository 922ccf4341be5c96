export interface Semaphore {
  /** Waits until one of the permits is free and takes it; first come, first served. */
  acquire(): Promise<void>;
  release(count?: number): void;
}

export function createSemaphore(permits: number): Semaphore {
  let free = permits;
  const waiting: (() => void)[] = [];
  return {
    async acquire() {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    release(count = 1) {
      for (let i = 0; i < count; i++) {
        const next = waiting.shift();
        if (next) next();
        else free++;
      }
    },
  };
}

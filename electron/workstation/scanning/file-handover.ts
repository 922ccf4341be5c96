import type { ScanInput } from "../../../scanner/pipeline/scan-input.ts";

/** Where a page's files wait for the batch that prepares them. Whoever gives one waits with it, so that they never pile up. */
export interface FileHandover {
  /** The files, in the order given; ends after the last of them or with the signal. */
  readonly scans: AsyncIterable<ScanInput>;
  /** Resolves when the batch has taken the file or takes no more: with whether it takes another. */
  give(scan: ScanInput): Promise<boolean>;
}

export function createFileHandover(fileCount: number, signal: AbortSignal): FileHandover {
  const waiting: { readonly scan: ScanInput; tell(takesMore: boolean): void }[] = [];
  let isOver = false;
  let wake = (): void => undefined;

  const end = (): void => {
    isOver = true;
    for (const { tell } of waiting.splice(0)) tell(false);
    wake();
  };
  signal.addEventListener("abort", end, { once: true });

  async function* take(): AsyncGenerator<ScanInput> {
    try {
      for (let count = 1; count <= fileCount; count++) {
        while (waiting.length === 0 && !isOver) await new Promise<void>((resolve) => (wake = resolve));
        const next = waiting.shift();
        if (!next) return;
        next.tell(count < fileCount);
        yield next.scan;
      }
    } finally {
      end();
    }
  }

  return {
    scans: take(),
    give: (scan) => (isOver ? Promise.resolve(false) : new Promise((tell) => {
      waiting.push({ scan, tell });
      wake();
    })),
  };
}

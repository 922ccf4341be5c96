import { openWindow } from "./window.ts";

/**
 * A workstation as a process of its own, to be killed by a test: `node window-process.ts OPTIONS_JSON`. Says `ready`, then receives cases
 * with pages while it syncs, one line of JSON for each when the store has said that it is safe. Without cases to receive it syncs
 * until nothing waits, says so and ends.
 */
const { caseCount, ...options } = JSON.parse(process.argv[2] ?? "{}") as Parameters<typeof openWindow>[0] & { caseCount: number };
const window = await openWindow(options);
await window.loop.syncNow();
window.loop.start();
say({ ready: true });

for (let at = 0; at < caseCount; at += 1) {
  const caseId = window.receive(`申请人${at}`, 2);
  const { number } = window.store.cases.find(caseId)!.case;
  say({ caseId, number });
  // The loop gets its turn between two cases, as it does at a window.
  await new Promise((resolve) => setImmediate(resolve));
}

while (window.store.readWaiting().waitingSince !== null) await window.loop.syncNow();
say({ done: true, attentionCount: window.store.attentions.count(), breakCount: window.store.centre.recordBreaks().length });
await window.close();

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

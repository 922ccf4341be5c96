import type { RunningCentre } from "../server/start.ts";
import type { SeedOffice } from "../server/seed/offices.ts";
import type { FaultProxy } from "../test/emulators/fault-proxy.ts";
import type { DemoCase } from "./cases.ts";
import type { Checks } from "./checks.ts";
import type { DemoClock } from "./clock.ts";
import type { Desk } from "./desk.ts";
import type { DemoDevices } from "./devices.ts";
import type { PaperSource } from "./paper-source.ts";

/** What the demo's chapters play on. */
export interface Stage {
  readonly centre: RunningCentre;
  readonly clock: DemoClock;
  /** Between the desks and the centre. */
  readonly network: FaultProxy;
  readonly window: Desk;
  readonly paper: PaperSource;
  readonly devices: DemoDevices;
  readonly check: Checks["check"];
  /** The story's cases, in the order they were received. */
  readonly cases: DemoCase[];
  readonly outputFolder: string;
  readonly workFolder: string;
  /** The one PC of a department; opened and enrolled when first asked for. */
  deskOf(office: SeedOffice): Promise<Desk>;
  /** Done when the demo ends, the last first. */
  atEnd(close: () => Promise<unknown>): void;
}

export function step(title: string): void {
  console.log(`\n■ ${title}`);
}

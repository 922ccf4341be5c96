import { readFileSync } from "node:fs";

/** Milliseconds of CPU this process and the programs it has waited for have used, user and system. */
export function readCpuMs(): { readonly own: number; readonly children: number } {
  const { user, system } = process.cpuUsage();
  // Fields 16 and 17 of proc(5) stat: the children's time in ticks of 10 ms. The name before them may hold spaces.
  const fields = readFileSync("/proc/self/stat", "utf8").replace(/^.*\) /s, "").split(" ");
  return { own: (user + system) / 1000, children: (Number(fields[13]) + Number(fields[14])) * 10 };
}

/** The most memory this process ever held, in megabytes. */
export function readPeakMemoryMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

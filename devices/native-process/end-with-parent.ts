const parentDeathSignal = 1;
const killSignal = 9;

/**
 * Linux: has the system kill this process when the one that started it dies. A process that hangs in a vendor's library notices nothing
 * by itself and would hold the device for ever. Elsewhere, and under Electron, which ends its children, nothing is done.
 */
export async function endWithParent(): Promise<void> {
  if (process.platform !== "linux" || !process.send) return;
  const { default: koffi } = await import("koffi");
  const prctl = koffi.load(null).func("prctl", "int", ["int", "ulong", "ulong", "ulong", "ulong"]);
  prctl(parentDeathSignal, killSignal, 0, 0, 0);
}

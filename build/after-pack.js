import { rm } from "node:fs/promises";
import { join } from "node:path";

/**
 * electron-builder's hook: Electron's own start page would run any app named on the command line.
 * @param {{ appOutDir: string }} context
 */
export default async function afterPack(context) {
  await rm(join(context.appOutDir, "resources", "default_app.asar"), { force: true });
}

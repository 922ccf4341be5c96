import { existsSync, globSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const sources = ["electron/**/*", "renderer/**/*", "contracts/**/*", "domain/**/*", "db/**/*", "scanner/**/*", "devices/**/*", "documents/**/*", "sync/**/*"];
const configuration = ["electron.vite.config.ts", "package-lock.json"];

/** Whether `out/` is missing or older than anything it is built from. */
export function isBuildOutOfDate(): boolean {
  const built = join(root, "out/renderer/index.html");
  if (!existsSync(built)) return true;
  const builtMs = statSync(built).mtimeMs;
  return globSync([...sources, ...configuration], { cwd: root }).some((file) => statSync(join(root, file)).mtimeMs > builtMs);
}

// The loader inside the older Electron runtime, in place of Electron's own: runs the app named on the command line.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { app } from "electron";

const require = createRequire(import.meta.url);
const appArguments = process.argv.slice(1);
let folder;
for (let index = 0; index < appArguments.length && folder === undefined; index += 1) {
  const argument = appArguments[index];
  if (argument === "-r" || argument === "--require") require(resolve(appArguments[(index += 1)]));
  else if (!argument.startsWith("-")) folder = resolve(argument);
}
if (folder === undefined) {
  process.stderr.write("usage: electron [-r MODULE] APP-FOLDER\n");
  process.exit(1);
}
const { main, name, productName, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
app.setName(productName ?? name);
app.setVersion(version);
app.setAppPath(folder);
await import(pathToFileURL(join(folder, main)).href);

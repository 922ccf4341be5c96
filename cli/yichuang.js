#!/usr/bin/env node
// Any Node from 20 on may start this file; the sources need one that reads TypeScript, and the database a recent Node-API.
// The package brings such a Node along, so an older one only passes the call on.
import { spawn } from "node:child_process";
import console from "node:console";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath, URL } from "node:url";

const program = fileURLToPath(new URL("yichuang.ts", import.meta.url));

if (process.features.typescript) {
  await import("./yichuang.ts");
} else {
  const child = spawn(findNode(), [program, ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    console.error(`无法启动随附的 Node 24（${error.message}）。没有改动任何数据。请在程序目录执行 npm ci 后重试。`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

function findNode() {
  const isWindows = process.platform === "win32";
  const name = `node-${isWindows ? "win" : process.platform}-${process.arch}`;
  try {
    const packageFile = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(dirname(packageFile), "bin", isWindows ? "node.exe" : "node");
  } catch {
    console.error(`Node ${process.versions.node} 太旧，且没有随附的 Node 24（${name}）。没有改动任何数据。请执行 npm ci，或改用 Node 24。`);
    process.exit(1);
  }
}

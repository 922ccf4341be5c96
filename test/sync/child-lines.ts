import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A Node script as a child process that speaks in lines of JSON. */
export interface LineChild {
  child: ChildProcess;
  /** The next line it says. Rejects when it ends first. */
  next<T>(): Promise<T>;
  say(text: string): void;
  /** As a power cut would: at once, nothing finished. */
  kill(): Promise<void>;
  /** Lets it finish. */
  end(): Promise<void>;
}

export function startLineChild(script: string, args: readonly string[]): LineChild {
  const child = spawn(process.execPath, [script, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  // A child killed while it is spoken to is what these tests are about.
  child.stdin.on("error", () => undefined);
  const exited = once(child, "exit");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    next: async <T>() => {
      const { value, done } = await lines.next();
      if (done === true) throw new Error(`${script} ended before it answered`);
      return JSON.parse(value) as T;
    },
    say: (text) => void child.stdin.write(`${text}\n`),
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
    end: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await exited;
    },
  };
}

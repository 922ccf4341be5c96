import { spawn, type ChildProcess } from "node:child_process";
import { access, mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { SamVEmulator } from "./sam-v.ts";
import { createWire, type WireOptions } from "./sam-v-wire.ts";

/** An emulated reader on a real pseudo-terminal: what a USB-serial reader looks like to the driver. */
export interface SamVSerialLine {
  /** Stable over unplugging and plugging in again. */
  readonly path: string;
  plugIn(): Promise<void>;
  /** Kills socat: the terminal hangs up, as a pulled USB plug makes it. */
  unplug(): Promise<void>;
  close(): Promise<void>;
}

/** Needs Debian's `socat`. */
export async function openSamVSerialLine(emulator: SamVEmulator, wire: WireOptions = {}): Promise<SamVSerialLine> {
  const folder = await mkdtemp(join(tmpdir(), "sam-v-"));
  const path = join(folder, "ttySAM");
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", emulator.connect(createWire(wire, (bytes) => socket.write(bytes))));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  let socat: ChildProcess | undefined;

  const line: SamVSerialLine = {
    path,
    async plugIn() {
      const started = spawn("socat", [`PTY,link=${path},raw,echo=0`, `TCP:127.0.0.1:${port},nodelay`], { stdio: "ignore" });
      socat = started;
      let trouble: Error | undefined;
      started.once("error", (error) => (trouble = error));
      while (!(await exists(path))) {
        if (trouble ?? started.exitCode !== null) throw trouble ?? new Error("socat ended before the line was there");
        await sleep(10);
      }
    },
    async unplug() {
      const ended = socat;
      socat = undefined;
      if (!ended) return;
      await new Promise((resolve) => {
        ended.once("exit", resolve);
        ended.kill("SIGKILL");
      });
      await rm(path, { force: true });
    },
    async close() {
      await line.unplug();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
  await line.plugIn();
  return line;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}

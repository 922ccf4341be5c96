import { execFileSync } from "node:child_process";
import { close, constants, read, writeSync } from "node:fs";
import { open, rm, symlink } from "node:fs/promises";
import koffi from "koffi";
import type { PrinterPlug, ReceiptPrinterEmulator } from "./receipt-printer.ts";

/** The emulator behind a path of the file system, as `/dev/usb/lp0` is. */
export interface DevicePrinter {
  path: string;
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  close(): Promise<void>;
}

/** As a two-way device: the other end of a pseudo-terminal in raw mode, linked at `path`. Linux only. */
export async function startPtyPrinter(emulator: ReceiptPrinterEmulator, path: string): Promise<DevicePrinter> {
  let stop: (() => void) | undefined;
  const unplug = async (): Promise<void> => {
    await rm(path, { force: true });
    stop?.();
    stop = undefined;
  };
  const plugIn = async (): Promise<void> => {
    const pty = openPty();
    await symlink(pty.name, path);
    // The host's end is kept open here too: a terminal nobody holds open reports a hang-up for ever after.
    const plug: PrinterPlug = { reply: (bytes) => void writeSync(pty.master, bytes), pull: () => void unplug() };
    const stopReading = readOn(pty.master, (bytes) => emulator.receive(bytes, plug));
    stop = () => {
      stopReading();
      close(pty.slave);
    };
  };
  await plugIn();
  return { path, unplug, plugIn, close: unplug };
}

/** As a device that only listens: a named pipe. */
export async function startPipePrinter(emulator: ReceiptPrinterEmulator, path: string): Promise<DevicePrinter> {
  let stop: (() => void) | undefined;
  const unplug = async (): Promise<void> => {
    await rm(path, { force: true });
    stop?.();
    stop = undefined;
  };
  const plugIn = async (): Promise<void> => {
    execFileSync("mkfifo", [path]);
    const file = await open(path, constants.O_RDWR | constants.O_NONBLOCK);
    const stopReading = readOn(file.fd, (bytes) => emulator.receive(bytes, { reply: () => undefined, pull: () => void unplug() }), () => void file.close());
    stop = stopReading;
  };
  await plugIn();
  return { path, unplug, plugIn, close: unplug };
}

/** Reads a descriptor opened without blocking until told to stop, then closes it. */
function readOn(descriptor: number, onBytes: (bytes: Uint8Array) => void, end = (): void => close(descriptor)): () => void {
  const buffer = Buffer.alloc(4096);
  let isStopped = false;
  const next = (): void => {
    if (isStopped) return end();
    read(descriptor, buffer, 0, buffer.length, null, (error, count) => {
      if (isStopped) return end();
      if (error && error.code !== "EAGAIN") return end();
      if (count > 0) onBytes(Uint8Array.from(buffer.subarray(0, count)));
      setTimeout(next, count > 0 ? 0 : 5);
    });
  };
  next();
  return () => (isStopped = true);
}

function openPty(): { master: number; slave: number; name: string } {
  const libc = koffi.load("libc.so.6");
  const openpty = libc.func("int openpty(_Out_ int *master, _Out_ int *slave, _Out_ uint8_t *name, void *termios, void *winsize)");
  const tcgetattr = libc.func("int tcgetattr(int descriptor, _Out_ uint8_t *termios)");
  const cfmakeraw = libc.func("void cfmakeraw(_Inout_ uint8_t *termios)");
  const tcsetattr = libc.func("int tcsetattr(int descriptor, int when, const uint8_t *termios)");
  const fcntl = libc.func("int fcntl(int descriptor, int command, ...)");
  const [setFlags, nonBlocking] = [4, constants.O_NONBLOCK];

  const master = [0];
  const slave = [0];
  const name = Buffer.alloc(128);
  if (openpty(master, slave, name, null, null) !== 0) throw new Error("no pseudo-terminal to be had");
  const termios = Buffer.alloc(128);
  tcgetattr(slave[0], termios);
  cfmakeraw(termios);
  tcsetattr(slave[0], 0, termios);
  fcntl(master[0]!, setFlags, "int", nonBlocking);
  return { master: master[0]!, slave: slave[0]!, name: name.subarray(0, name.indexOf(0)).toString() };
}

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, connect, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** A job as it reached the printer's marking engine. */
export interface PrintedJob {
  readonly document: Buffer;
  /** What the printer was asked for, `IPP_JOB_NAME`, `IPP_SIDES`, `CONTENT_TYPE`… */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface IppEvePrinter {
  readonly port: number;
  readonly uri: string;
  /** PEM of the certificate it made for itself; there after the first connection over TLS. */
  readCertificate(): Promise<string>;
  /** The next jobs meet this reason (`media-empty-error`) and wait until it is mended. */
  setAttention(reason: string): Promise<void>;
  /** The next jobs wait without saying why. */
  hold(): Promise<void>;
  /** The next jobs are aborted, after the reason if one is set. */
  setAborting(reason?: string): Promise<void>;
  /** Clears all faults; jobs that wait go on. */
  mend(): Promise<void>;
  /** Jobs that have begun to print, in order. */
  readJobs(): Promise<PrintedJob[]>;
  /** Stands still without closing its lines, and wakes up again. */
  freeze(): void;
  thaw(): void;
  /** Power cut; nothing of its jobs is remembered. */
  cutPower(): Promise<void>;
  switchOn(): Promise<void>;
  close(): Promise<void>;
}

/** Does what the fault files say, as a printer's engine: tells its state, waits, fails. */
const engineScript = `#!/bin/sh
cd "$(dirname "$0")" || exit 1
cp "$1" "printed/$IPP_JOB_ID.document"
env > "printed/$IPP_JOB_ID.attributes.part" && mv "printed/$IPP_JOB_ID.attributes.part" "printed/$IPP_JOB_ID.attributes"
if [ -e attention ]; then
  reason=$(cat attention)
  echo "STATE: +$reason" >&2
  while [ -e attention ]; do sleep 0.05; done
  echo "STATE: -$reason" >&2
fi
while [ -e hold ]; do sleep 0.05; done
if [ -e aborting ]; then
  reason=$(cat aborting)
  # A printer stands there with its trouble for a while before it gives a job up.
  [ -n "$reason" ] && echo "STATE: +$reason" >&2 && sleep 1
  exit 1
fi
echo "ATTR: job-impressions-completed=1" >&2
`;

/** A bus of its own: the printer refuses to start without one, though it announces itself to nobody there. */
const busConfiguration = (socket: string): string => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><listen>unix:path=${socket}</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
`;

/**
 * CUPS's own IPP Everywhere printer (Debian packages cups-ipp-utils and dbus-daemon) on a port of this machine, with an engine
 * that has faults. No Avahi, no root and no network namespace: with a private D-Bus it starts and is simply not announced.
 */
export async function startIppEvePrinter({ formats = ["application/pdf"], hasDuplex = true }: { formats?: readonly string[]; hasDuplex?: boolean } = {}): Promise<IppEvePrinter> {
  const folder = await mkdtemp(join(tmpdir(), "ipp-printer-"));
  const path = (name: string): string => join(folder, name);
  await Promise.all(["printed", "spool", "keys"].map((name) => mkdir(path(name))));
  await writeFile(path("engine"), engineScript);
  await chmod(path("engine"), 0o755);
  await writeFile(path("bus.conf"), busConfiguration(path("bus")));
  const port = await findFreePort();
  const clear = (): Promise<void[]> => Promise.all(["attention", "hold", "aborting"].map((name) => rm(path(name), { force: true })));
  const bus = run("dbus-daemon", ["--nofork", "--nopidfile", `--config-file=${path("bus.conf")}`], "dbus-daemon", {});
  await waitFor(bus, path("bus"));
  let printer: Started | undefined;

  const switchOn = async (): Promise<void> => {
    const args = ["-r", "off", "-n", "localhost", "-p", `${port}`, "-c", path("engine"), "-d", path("spool"), "-K", path("keys"), "-f", formats.join(","), ...(hasDuplex ? ["-2"] : []), "Emulated Printer"];
    printer = run("ippeveprinter", args, "cups-ipp-utils", { DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${path("bus")}` });
    await waitFor(printer, port);
  };
  const cutPower = async (): Promise<void> => {
    // Engines that wait would outlive it.
    await clear();
    await end(printer);
    printer = undefined;
  };

  await switchOn().catch(async (error: unknown) => {
    await end(bus);
    throw error;
  });
  return {
    port,
    uri: `ipp://localhost:${port}/ipp/print`,
    readCertificate: () => readFile(path("keys/localhost.crt"), "utf8"),
    setAttention: (reason) => writeFile(path("attention"), reason),
    hold: () => writeFile(path("hold"), ""),
    setAborting: (reason = "") => writeFile(path("aborting"), reason),
    mend: async () => void (await clear()),
    async readJobs() {
      const names = (await readdir(path("printed"))).filter((name) => name.endsWith(".attributes")).map((name) => name.split(".")[0] ?? "");
      return Promise.all(
        names.toSorted((a, b) => Number(a) - Number(b)).map(async (name) => ({
          document: await readFile(path(`printed/${name}.document`)),
          attributes: Object.fromEntries((await readFile(path(`printed/${name}.attributes`), "utf8")).split("\n").map((line) => line.split(/=(.*)/s).slice(0, 2))) as Record<string, string>,
        })),
      );
    },
    freeze: () => void printer?.child.kill("SIGSTOP"),
    thaw: () => void printer?.child.kill("SIGCONT"),
    cutPower,
    switchOn,
    close: async () => {
      printer?.child.kill("SIGCONT");
      await cutPower();
      await end(bus);
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** A process that was started, or why it was not. */
interface Started {
  readonly child: ChildProcess;
  failure?: Error;
}

function run(command: string, args: readonly string[], debianPackage: string, environment: NodeJS.ProcessEnv): Started {
  const started: Started = { child: spawn(command, args, { stdio: "ignore", env: { ...process.env, PATH: `${process.env["PATH"]}:/usr/sbin`, ...environment } }) };
  started.child.on("error", (cause) => (started.failure = new Error(`cannot start ${command}: is the Debian package ${debianPackage} installed?`, { cause })));
  return started;
}

async function end(started: Started | undefined): Promise<void> {
  const child = started?.child;
  if (!child || started.failure || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Until somebody listens there. Throws when the process has ended instead. */
async function waitFor(started: Started, where: string | number): Promise<void> {
  for (;;) {
    const socket = typeof where === "string" ? connect(where) : connect(where, "127.0.0.1");
    const isThere = await once(socket, "connect").then(() => true, () => false);
    socket.destroy();
    if (isThere) return;
    if (started.failure) throw started.failure;
    const { exitCode, spawnfile } = started.child;
    if (exitCode !== null) throw new Error(`${spawnfile} ended with ${exitCode} before it listened`);
    await delay(20);
  }
}

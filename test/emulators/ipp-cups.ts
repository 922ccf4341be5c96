import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";

export interface CupsServer {
  readonly socketPath: string;
  /** Makes a queue for a printer that needs no driver. */
  addQueue(queue: string, printerUri: string): Promise<void>;
  close(): Promise<void>;
}

/** As Debian ships it: only a job's owner may cancel it, and CUPS must know who asks. */
const serverConfiguration = (socketPath: string): string => `Listen ${socketPath}
Browsing Off
WebInterface No
LogLevel debug
DefaultAuthType Basic
<Location />
Order allow,deny
</Location>
<Policy default>
<Limit Cancel-Job>
Require user @OWNER @SYSTEM
Order deny,allow
</Limit>
<Limit CUPS-Add-Modify-Printer>
AuthType Default
Require user @SYSTEM
Order deny,allow
</Limit>
<Limit All>
Order deny,allow
</Limit>
</Policy>
`;

const filesConfiguration = (folder: string, user: string): string =>
  [
    ["ServerRoot", "etc"], ["ServerKeychain", "etc/ssl"], ["RequestRoot", "spool"], ["CacheDir", "cache"], ["StateDir", "state"], ["TempDir", "tmp"],
    ["AccessLog", "access.log"], ["ErrorLog", "error.log"], ["PageLog", "page.log"], ["Printcap", "printcap"],
  ].map(([name, path]) => `${name} ${folder}/${path}\n`).join("") + `User ${user}\nGroup lp\nSystemGroup root lpadmin\n`;

/** A real CUPS (Debian packages cups-daemon, cups-client, cups-filters) of its own in a temporary folder; the system's is left alone. Needs root. */
export async function startCups(): Promise<CupsServer> {
  const folder = await mkdtemp(join(tmpdir(), "cups-"));
  // Its filters run as the user lp.
  await chmod(folder, 0o755);
  for (const name of ["etc", "spool", "cache", "state", "tmp"]) await mkdir(join(folder, name));
  const socketPath = join(folder, "cups.sock");
  await writeFile(join(folder, "etc/cupsd.conf"), serverConfiguration(socketPath));
  await writeFile(join(folder, "etc/cups-files.conf"), filesConfiguration(folder, "lp"));
  const server = spawn("cupsd", ["-f", "-c", join(folder, "etc/cupsd.conf"), "-s", join(folder, "etc/cups-files.conf")], { stdio: ["ignore", "ignore", "inherit"] });
  let failed: Error | undefined;
  server.on("error", (cause) => (failed = new Error("cannot start cupsd: is the Debian package cups installed?", { cause })));
  for (;;) {
    const socket = connect(socketPath);
    const isThere = await once(socket, "connect").then(() => true, () => false);
    socket.destroy();
    if (isThere) break;
    if (failed || server.exitCode !== null) throw failed ?? new Error(`cupsd ended with ${server.exitCode}`);
    await delay(20);
  }
  return {
    socketPath,
    async addQueue(queue, printerUri) {
      const env = { ...process.env, CUPS_SERVER: socketPath, LC_ALL: "C" };
      const administer = (...args: string[]) => promisify(execFile)("lpadmin", ["-p", queue, ...args], { env });
      await administer("-E", "-v", printerUri, "-m", "everywhere");
      // CUPS asks the printer behind the answer; until it has written down what that said, jobs of the queue are given up.
      while (!existsSync(join(folder, "etc/ppd", `${queue}.ppd`))) {
        if (server.exitCode !== null) throw new Error(`cupsd ended with ${server.exitCode}`);
        await delay(20);
      }
      // CUPS 2.4 compares times by the second, and now and then keeps what it knew before the description came.
      await rm(join(folder, "cache", `${queue}.data`), { force: true });
      await administer("-D", "Office");
    },
    async close() {
      const ended = once(server, "exit");
      server.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

import { isFailure } from "../../../domain/failure.ts";
import type { MessageEndpoint } from "../../../contracts/ipc-channel.ts";
import type { MainMessage, WorkstationConfiguration } from "../../../contracts/workstation-process.ts";
import type { LaunchNative } from "../../../devices/native-process/native-child.ts";
import { openMainLink } from "./main-link.ts";
import { createNativeDrivers } from "./native-drivers.ts";

/** What the composition gives the host once its databases are open. */
export interface RunningWorkstation {
  /** Serves one page until the returned function is called. */
  serve(endpoint: MessageEndpoint): () => void;
  /** Finishes what is under way and closes the databases. */
  stop(): Promise<void>;
}

interface PageConnection {
  receive?: (message: unknown) => void;
  close(): void;
}

/**
 * Runs this process as the workstation process: waits for the configuration, starts, serves pages, stops when told or when the main
 * process is lost. Messages are taken strictly in turn, so a page that connects while the databases are being opened simply waits.
 * A `Failure` thrown by `start` is reported to the main process, which shows it instead of starting again; anything else ends
 * the process and counts as a crash. `nativeScriptPath` is what a device's driver runs in where this process starts it itself.
 */
export function runWorkstation(
  start: (configuration: WorkstationConfiguration, launchNative: LaunchNative, onOpening: (done: number, total: number) => void) => Promise<RunningWorkstation>,
  nativeScriptPath: string,
): void {
  const link = openMainLink();
  const natives = createNativeDrivers(link, nativeScriptPath);
  const connections = new Map<number, PageConnection>();
  let running: RunningWorkstation | undefined;

  const connect = (connection: number, port: MessageEndpoint | undefined): void => {
    if (!running) return;
    const page: PageConnection = { close: () => undefined };
    const relayed: MessageEndpoint = {
      post: (message) => link.send({ kind: "to-page", connection, message }),
      onMessage: (listener) => (page.receive = listener),
    };
    page.close = running.serve(port ?? relayed);
    connections.set(connection, page);
  };

  const handle = async (message: MainMessage, port: MessageEndpoint | undefined): Promise<void> => {
    switch (message.kind) {
      case "configure":
        try {
          running = await start(message.configuration, natives.launch, (done, total) => link.send({ kind: "opening", done, total }));
          link.send({ kind: "ready" });
        } catch (error) {
          if (!isFailure(error)) throw error;
          link.send({ kind: "start-failed", code: error.code, details: error.details });
        }
        return;
      case "connect":
        return connect(message.connection, port);
      case "from-page":
        return connections.get(message.connection)?.receive?.(message.message);
      case "disconnect":
        connections.get(message.connection)?.close();
        connections.delete(message.connection);
        return;
      case "stop":
        return stop();
      case "native-started":
      case "native-ended":
        return;
    }
  };

  const stop = async (): Promise<void> => {
    await running?.stop();
    process.exit(0);
  };

  let turn = Promise.resolve();
  const takeTurn = (work: () => Promise<void>): void => {
    turn = turn.then(work).catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  };
  // What is said about drivers waits for nobody's turn: stopping may wait for one.
  link.onMessage((message, port) => void (natives.hear(message, port) || takeTurn(() => handle(message, port))));
  link.onLost(() => takeTurn(stop));
}

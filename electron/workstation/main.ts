import { join } from "node:path";
import { workstationContract } from "../../contracts/ipc.ts";
import type { MessageEndpoint } from "../../contracts/ipc-channel.ts";
import { readOptions } from "./configuration.ts";
import { realDependencies } from "./dependencies.ts";
import { createIpcServer } from "./host/ipc-server.ts";
import { runWorkstation } from "./host/run-workstation.ts";
import { openWorkstation } from "./workstation.ts";

/** Beside this file in the bundle. */
const nativeScript = join(import.meta.dirname, import.meta.filename.endsWith(".ts") ? "../../devices/native-main.ts" : "native.js");

runWorkstation(async (configuration, launchNative, onOpening) => {
  const dependencies = { ...realDependencies({ ...readOptions(configuration), launchNative }), onOpening };
  const workstation = await openWorkstation(configuration, dependencies);
  const server = createIpcServer(workstationContract, workstation.handlers, dependencies);
  workstation.subscribe(server.publish);
  const serve = (endpoint: MessageEndpoint) => {
    const leave = server.serve(endpoint);
    return () => {
      leave();
      workstation.pageGone();
    };
  };
  return { serve, stop: () => workstation.stop() };
}, nativeScript);

import { workstationContract } from "../../contracts/ipc.ts";
import { readOptions } from "./configuration.ts";
import { realDependencies } from "./dependencies.ts";
import { createIpcServer } from "./host/ipc-server.ts";
import { runWorkstation } from "./host/run-workstation.ts";
import { openWorkstation } from "./workstation.ts";

runWorkstation(async (configuration) => {
  const dependencies = realDependencies(readOptions(configuration));
  const workstation = await openWorkstation(configuration, dependencies);
  const server = createIpcServer(workstationContract, workstation.handlers, dependencies);
  workstation.subscribe(server.publish);
  return { serve: (endpoint) => server.serve(endpoint), stop: () => workstation.stop() };
});

import { workstationContract } from "../../contracts/ipc.ts";
import { createIpcServer } from "./host/ipc-server.ts";
import { runWorkstation } from "./host/run-workstation.ts";

runWorkstation((configuration) => {
  const server = createIpcServer(
    workstationContract,
    { "app.ping": ({ text }) => ({ text, appVersion: configuration.appVersion, processId: process.pid }) },
    { logError: (channel, error) => console.error(channel, error) },
  );
  return Promise.resolve({ serve: (endpoint) => server.serve(endpoint), stop: () => Promise.resolve() });
});

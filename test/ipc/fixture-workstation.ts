import { join } from "node:path";
import { Failure } from "../../domain/failure.ts";
import { runWorkstation } from "../../electron/workstation/host/run-workstation.ts";
import { createFixtureServer } from "./fixture-server.ts";

/** A workstation process for tests: the real host around the fixture contract; `options` say what goes wrong at the start. */
runWorkstation(({ options }, launchNative, onOpening) => {
  if (options["start"] === "fails") throw new Failure("database-newer", { details: { version: 9 } });
  if (options["start"] === "crashes") process.exit(7);
  if (options["start"] === "long") onOpening(250, 800);
  const server = createFixtureServer(() => undefined, launchNative);
  return Promise.resolve({
    serve: (endpoint) => server.serve(endpoint),
    stop: () => (options["stop"] === "hangs" ? new Promise<never>(() => undefined) : Promise.resolve()),
  });
}, join(import.meta.dirname, import.meta.filename.endsWith(".ts") ? "../native/trouble-process.ts" : "native.js"));

import { startCentre } from "../../server/start.ts";
import { seedTrial } from "../../server/trial.ts";
import { serviceCenter } from "../../server/seed/offices.ts";

/** A centre as a process of its own, to be killed by a test. Says where it is in one line of JSON and runs until it is ended. */
const [dataFolder = "", databaseUrl] = process.argv.slice(2);
const running = await startCentre({ dataFolder, databaseUrl, pollEveryMs: 200 });
const trial = await seedTrial(running.centre);
const enrolmentCode = await trial.enrolmentCodeFor(serviceCenter.id);
console.log(JSON.stringify({ url: running.url, databaseUrl: running.databaseUrl, enrolmentCode, password: trial.password }));
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void running.close().then(() => process.exit(0)));

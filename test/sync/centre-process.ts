import { createInterface } from "node:readline";
import { serviceCenter } from "../../server/seed/offices.ts";
import { startCentre } from "../../server/start.ts";
import { seedTrial } from "../../server/trial.ts";

/**
 * A centre as a process of its own, to be killed by a test: `node centre-process.ts DATA_FOLDER [DATABASE_URL]`. Says where it is
 * in one line of JSON; answers every line it is sent with a fresh enrolment code.
 */
const [dataFolder = "", databaseUrl] = process.argv.slice(2);
const running = await startCentre({ dataFolder, databaseUrl, pollEveryMs: 200 });
const trial = await seedTrial(running.centre);
console.log(JSON.stringify({ url: running.url, databaseUrl: running.databaseUrl, password: trial.password }));
process.once("SIGTERM", () => void running.close().then(() => process.exit(0)));
for await (const _line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify({ enrolmentCode: await trial.enrolmentCodeFor(serviceCenter.id) }));
}

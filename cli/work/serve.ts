import { once } from "node:events";
import { calendarShortWording } from "../../contracts/wording/calendar.ts";
import { expiringLine } from "../../contracts/wording/certificate-commands.ts";
import { serverHelp, serverStarted } from "../../contracts/wording/cli.ts";
import { serviceCenter } from "../../server/seed/offices.ts";
import { serviceCenterStaff } from "../../server/seed/people.ts";
import { startCentre, type CentreOptions } from "../../server/start.ts";
import { seedTrial } from "../../server/trial.ts";
import { createCentreLog } from "../centre-log.ts";
import { centreOptionsOf, openSealToken, type CentreChoice } from "../centre-options.ts";
import type { Terminal } from "../terminal.ts";

export interface ServerOptions extends CentreChoice {
  readonly port: number;
  readonly host: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly publicUrl?: string;
  readonly smsGateway?: string;
  readonly trial?: boolean;
  readonly json?: boolean;
}

/** Runs the centre until it is asked to stop. */
export async function serve(options: ServerOptions, terminal: Terminal): Promise<void> {
  const sealToken = openSealToken(options);
  try {
    const reports = {
      logger: createCentreLog(terminal.note),
      onCalendarShort: (shortage) => terminal.note(calendarShortWording(shortage)),
      onExpiring: (expiring) => terminal.note(expiringLine(expiring)),
    } satisfies Partial<CentreOptions>;
    await serveUntilAsked({ ...startOptionsOf(options), sealToken, ...reports }, options, terminal);
  } finally {
    sealToken?.close();
  }
}

async function serveUntilAsked(start: CentreOptions, options: ServerOptions, terminal: Terminal): Promise<void> {
  const centre = await startCentre(start);
  try {
    const trial = options.trial ? await prepareTrial(centre.centre) : undefined;
    const started = { url: centre.url, dataFolder: centreOptionsOf(options).dataFolder, ...trial };
    if (options.json) terminal.print(JSON.stringify(started));
    else for (const line of serverStarted(started)) terminal.print(line);
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    terminal.note(serverHelp.stopping);
  } finally {
    await centre.close();
  }
}

function startOptionsOf(options: ServerOptions): CentreOptions {
  const { host, port, tlsCert, tlsKey, publicUrl, smsGateway } = options;
  const tls = tlsCert !== undefined && tlsKey !== undefined ? { keyFile: tlsKey, certificateFile: tlsCert } : undefined;
  const messageGateway = smsGateway === undefined ? undefined : { url: smsGateway, token: process.env["YICHUANG_SMS_TOKEN"] };
  return { ...centreOptionsOf(options), host, port, tls, publicUrl, messageGateway };
}

/** Sample offices, people and items, and a code with which one PC joins the service center. */
async function prepareTrial(centre: Parameters<typeof seedTrial>[0]): Promise<{ enrolmentCode: string; account: string; password: string }> {
  const { password, enrolmentCodeFor } = await seedTrial(centre);
  return { enrolmentCode: await enrolmentCodeFor(serviceCenter.id), account: serviceCenterStaff[0]?.account ?? "", password };
}

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serviceCenter } from "../../server/seed/offices.ts";
import { startCentre, type RunningCentre } from "../../server/start.ts";
import { seedTrial } from "../../server/trial.ts";
import { createCentreClient } from "../../sync/centre-client.ts";
import { trustCertificates } from "../../sync/trusted-certificates.ts";
import { makeAuthority, type CertificateFiles } from "../centre/certificates.ts";
import { makeSharedFolder, postgresFlavours, type TestPostgres } from "../centre/postgres.ts";
import { openWindow } from "./window.ts";

let folder: string;
let postgres: TestPostgres;
const servers: Server[] = [];
/** Requests that reached a server nobody should have spoken to. */
let overheard = 0;

beforeAll(async () => {
  folder = await makeSharedFolder();
  postgres = await postgresFlavours[0]!.start();
});
afterAll(async () => {
  for (const server of servers) server.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

async function listenWith({ keyFile, certificateFile }: CertificateFiles): Promise<string> {
  const server = createServer({ key: readFileSync(keyFile), cert: readFileSync(certificateFile) }, (_request, response) => {
    overheard += 1;
    response.end();
  });
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const enrolAt = (url: string) => createCentreClient().enrol(url, { enrolmentCode: "SECRET", deviceName: "窗口" });

describe("R-SEC-2: a workstation and its centre beyond this machine", () => {
  // In this order: what a process trusts once it trusts for good.
  it("sends nothing to a centre whose certificate nobody here trusts", async () => {
    const stranger = makeAuthority(folder, "stranger");
    const ofSystem = makeAuthority(folder, "of-system");
    // Where OpenSSL, and so Node, looks for the system's certificates.
    process.env["SSL_CERT_FILE"] = ofSystem.certificateFile;
    const url = await listenWith(ofSystem.sign("intranet"));
    await expect(enrolAt(url)).rejects.toMatchObject({ code: "centre-certificate-untrusted" });
    trustCertificates();
    await expect(enrolAt(await listenWith(stranger.sign("strange")))).rejects.toMatchObject({ code: "centre-certificate-untrusted" });
    await expect(enrolAt(await listenWith(stranger))).rejects.toMatchObject({ code: "centre-certificate-untrusted" });
    expect(overheard).toBe(0);
    // The system's own are believed from here on: something answers, though it is no centre.
    await expect(enrolAt(url)).rejects.toMatchObject({ code: "centre-answer-unreadable" });
    expect(overheard).toBe(1);
  });

  it("names a CA file that cannot be read, or is none", () => {
    const nothing = join(folder, "nothing.pem");
    writeFileSync(nothing, "-----BEGIN CERTIFICATE-----\nbm9uc2Vuc2U=\n-----END CERTIFICATE-----\n");
    const empty = join(folder, "empty.pem");
    writeFileSync(empty, "");
    for (const file of [join(folder, "missing.pem"), nothing, empty]) {
      expect(() => trustCertificates({ centreCaFile: file })).toThrow(expect.objectContaining({ code: "centre-ca-file-unreadable", details: expect.objectContaining({ file }) }));
    }
  });

  it("enrols, pushes, pulls and sends pages once it trusts the centre's CA, and still nobody else", async () => {
    const authority = makeAuthority(folder, "authority");
    const centre = await startTlsCentre(authority.sign("centre"));
    try {
      trustCertificates({ centreCaFile: authority.certificateFile });
      await useCentre(centre);
      overheard = 0;
      const expired = await listenWith(authority.sign("expired", { days: -1 }));
      await expect(enrolAt(expired)).rejects.toMatchObject({ code: "centre-certificate-out-of-date" });
      const another = await listenWith(authority.sign("another", { host: "DNS:centre.example" }));
      await expect(enrolAt(another)).rejects.toMatchObject({ code: "centre-certificate-of-another" });
      expect(overheard).toBe(0);
    } finally {
      await centre.running.close();
    }
  });
});

interface TlsCentre {
  running: RunningCentre;
  enrolmentCode(): Promise<string>;
  password: string;
}

async function startTlsCentre(tls: CertificateFiles): Promise<TlsCentre> {
  const dataFolder = join(folder, "centre");
  const running = await startCentre({ dataFolder, databaseUrl: await postgres.createDatabase(), tls });
  const { password, enrolmentCodeFor } = await seedTrial(running.centre);
  return { running, password, enrolmentCode: () => enrolmentCodeFor(serviceCenter.id) };
}

/** Two windows: what the first sends, the second sees, picture and all. */
async function useCentre({ running, password, enrolmentCode }: TlsCentre): Promise<void> {
  expect(running.url).toMatch(/^https:/);
  const open = async (name: string) => {
    const place = join(folder, name);
    mkdirSync(place);
    return openWindow({ folder: place, centreUrl: running.url, password, enrolmentCode: await enrolmentCode() });
  };
  const [one, two] = [await open("one"), await open("two")];
  try {
    expect((await one.loop.syncNow()).failure).toBeNull();
    const caseId = one.receive("加密", 1);
    const [page] = one.store.pages.nextUploads(1);
    expect((await one.loop.syncNow()).failure).toBeNull();
    expect(one.store.readWaiting()).toMatchObject({ waitingCommandCount: 0, waitingPageCount: 0 });
    expect((await two.loop.syncNow()).failure).toBeNull();
    expect(two.store.cases.find(caseId)?.case.stage).toBe("received");
    const access = two.store.enrolments.findCurrent()!;
    expect((await createCentreClient().fetchPage(access, page!.sha256)).length).toBe(page!.byteLength);
  } finally {
    await Promise.all([one.close(), two.close()]);
  }
}

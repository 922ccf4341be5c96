import { beforeEach, describe, expect, it } from "vitest";
import type { Refusal } from "../../../domain/case/refusal.ts";
import { Failure } from "../../../domain/failure.ts";
import type { CaseId } from "../../../domain/ids.ts";
import type { PrintJob, PrintJobState } from "../../../devices/print-queue/print-job.ts";
import { stepJob, type PrintJobStep } from "../../../devices/print-queue/print-job.ts";
import { monday, testId, type CaseDriver } from "../../../test/fixtures/cases.ts";
import { certifiedItem, grantedOf, issuing, officer, printing, testSha256 } from "../../../test/fixtures/results.ts";
import { createNumberedSheets, type NumberedSheetsPorts } from "./numbered-sheets.ts";

/** A PC with two issued certificates. `reopen` is the program started again over what it kept. */
function setUp() {
  const drivers = new Map([1, 2].map((count): [string, CaseDriver] => [testId(9, count), grantedOf(certifiedItem).mustGiveAs(officer, issuing(`CERT-${count}`))]));
  const kept = new Map<string, string>();
  const jobs = new Map<string, PrintJob>();
  const scene: { centre: () => Refusal | null; hasPrinter: boolean } = { centre: () => null, hasPrinter: true };
  const asked: unknown[] = [];
  let lastId = 0;
  const ports: NumberedSheetsPorts = {
    now: () => monday,
    newId: () => testId(8, ++lastId),
    settings: { find: (key) => JSON.parse(kept.get(key) ?? "null") ?? undefined, set: (key, value) => void kept.set(key, JSON.stringify(value)) },
    session: { getPersonToken: () => "token" },
    link: {
      isOffline: (error) => error instanceof Failure && error.code === "centre-unreachable",
      ask: async (question) =>
        question({ askSheet: async (_access: unknown, _token: string, caseId: CaseId, wanted: object) => (asked.push({ caseId, ...wanted }), scene.centre()) } as never, {} as never),
    },
    cases: { getCase: (caseId) => drivers.get(caseId)!.case, findCase: (caseId) => drivers.get(caseId)?.case },
    jobs: { find: (jobId) => jobs.get(jobId), cancel: (jobId) => step(jobId, "cancel") as never },
    papers: {
      async print(caseId, _sha256, numbered) {
        if (!scene.hasPrinter) throw new Failure("no-a4-printer");
        const job: PrintJob = { id: numbered!.id, caseId, kind: "certificate", receipt: null, title: null, printerId: "a4", bytes: new Uint8Array(), copies: 1, state: "waiting", failure: null, attempts: 0, createdAt: monday, changedAt: monday };
        jobs.set(job.id, job);
        return { jobId: job.id } as never;
      },
    },
  };
  const step = (jobId: string, name: PrintJobStep): PrintJob => {
    const stepped = stepJob(jobs.get(jobId)!, name, monday);
    if (stepped === undefined) throw new Error(`${jobs.get(jobId)?.state} may not ${name}`);
    jobs.set(jobId, stepped);
    return stepped;
  };
  const caseOf = (count: number) => testId(9, count) as CaseId;
  let sheets = createNumberedSheets(ports);
  return {
    scene, asked, jobs, caseOf,
    reopen: () => (sheets = createNumberedSheets(ports)),
    print: (count: number, paperSerial: string) => sheets.print(officer, { caseId: caseOf(count), sha256: testSha256, paperSerial }),
    unbooked: () => sheets.listUnbooked(officer).map(({ paperSerial, number, sentBy }) => ({ paperSerial, number, sentBy })),
    forget: (jobId: string) => sheets.forget(jobId),
    book: (count: number, paperSerial: string, outcome: "printed" | "spoilt") => drivers.get(caseOf(count))!.mustGiveAs(officer, printing(`CERT-${count}`, { paperSerial, outcome })),
    ends: (jobId: string, ...steps: PrintJobStep[]): PrintJobState => steps.map((name) => step(jobId, name).state).at(-1)!,
    sheetsOf: (person: typeof officer) => sheets.listUnbooked(person),
  };
}

let pc: ReturnType<typeof setUp>;
beforeEach(() => {
  pc = setUp();
});
const jobIdOf = async (sent: ReturnType<typeof pc.print>): Promise<string> => {
  const answer = await sent;
  if (answer.outcome === "refused") throw new Error(JSON.stringify(answer.refusal));
  return answer.job.jobId;
};

describe("a sheet sent to the printer", () => {
  it("is asked for at the next opening until it is booked", async () => {
    const jobId = await jobIdOf(pc.print(1, "A0001"));
    pc.ends(jobId, "claim", "succeed");
    pc.reopen();
    expect(pc.unbooked()).toEqual([{ paperSerial: "A0001", number: "CERT-1", sentBy: officer.name }]);
    expect(pc.sheetsOf({ ...officer, officeId: testId(1, 77) as typeof officer.officeId })).toEqual([]);
    pc.book(1, "A0001", "spoilt");
    expect(pc.unbooked()).toEqual([]);
    pc.reopen();
    expect(pc.unbooked()).toEqual([]);
  });

  it("that went down with the program is asked for too", async () => {
    const jobId = await jobIdOf(pc.print(1, "A0001"));
    pc.ends(jobId, "claim");
    expect(pc.unbooked()).toEqual([]);
    // What was with the printer then is doubtful at the next start.
    pc.ends(jobId, "doubt");
    pc.reopen();
    expect(pc.unbooked()).toHaveLength(1);
    pc.forget(jobId);
    expect(pc.unbooked()).toEqual([]);
  });

  it("is asked for though its job is kept no more", async () => {
    const jobId = await jobIdOf(pc.print(1, "A0001"));
    pc.jobs.delete(jobId);
    expect(pc.unbooked()).toHaveLength(1);
  });

  it.each<[string, PrintJobStep[], number]>([
    ["waits for a printer", [], 0],
    ["was called off before", ["cancel"], 0],
    ["came to nothing", ["claim", "fail"], 0],
    ["was given up by the printer", ["claim", "giveUp"], 1],
    ["was stopped at the printer", ["claim", "stop"], 1],
  ])("that %s: asked for only where it may be out", async (_what, steps, count) => {
    const jobId = await jobIdOf(pc.print(1, "A0001"));
    if (steps.length > 0) pc.ends(jobId, ...steps);
    expect(pc.unbooked()).toHaveLength(count);
  });
});

describe("before anything is printed", () => {
  it("no second sheet of a certificate goes out while one is not booked, nor another case onto the same sheet", async () => {
    const jobId = await jobIdOf(pc.print(1, "A0001"));
    await expect(pc.print(1, "A0002")).rejects.toMatchObject({ code: "sheet-unbooked", details: { number: "CERT-1", paperSerial: "A0001" } });
    pc.ends(jobId, "claim", "succeed");
    pc.reopen();
    await expect(pc.print(1, "A0002")).rejects.toMatchObject({ code: "sheet-unbooked" });
    await expect(pc.print(2, "A0001")).rejects.toMatchObject({ code: "sheet-unbooked" });
    expect(pc.jobs.size).toBe(1);
    pc.book(1, "A0001", "printed");
    await expect(pc.print(1, "A0002")).resolves.toEqual({ outcome: "refused", refusal: { code: "certificate-already-printed", number: "CERT-1", paperSerial: "A0001" } });
    await expect(pc.print(2, "A0002")).resolves.toMatchObject({ outcome: "sent" });
  });

  it("one that came to nothing is called off, so that both do not come out", async () => {
    const jobId = await jobIdOf(pc.print(1, "A0001"));
    pc.ends(jobId, "claim", "fail");
    await jobIdOf(pc.print(1, "A0001"));
    expect([...pc.jobs.values()].map(({ state }) => state)).toEqual(["cancelled", "waiting"]);
  });

  it("the centre is asked what other desks did, and without it the case alone decides", async () => {
    pc.scene.centre = () => ({ code: "paper-serial-used", paperSerial: "A0001" });
    await expect(pc.print(1, "A0001")).resolves.toEqual({ outcome: "refused", refusal: { code: "paper-serial-used", paperSerial: "A0001" } });
    expect(pc.asked).toEqual([{ caseId: pc.caseOf(1), number: "CERT-1", issueNumber: 1, paperSerial: "A0001" }]);
    expect({ jobs: pc.jobs.size, unbooked: pc.unbooked() }).toEqual({ jobs: 0, unbooked: [] });
    pc.scene.centre = () => {
      throw new Failure("centre-unreachable", { retryable: true });
    };
    await expect(pc.print(1, "A0001")).resolves.toMatchObject({ outcome: "sent" });
    pc.scene.centre = () => {
      throw new Failure("not-entitled");
    };
    await expect(pc.print(2, "A0002")).rejects.toMatchObject({ code: "not-entitled" });
  });

  it("nothing is remembered of what never reached a printer", async () => {
    pc.scene.hasPrinter = false;
    await expect(pc.print(1, "A0001")).rejects.toMatchObject({ code: "no-a4-printer" });
    pc.scene.hasPrinter = true;
    await expect(pc.print(1, "A0002")).resolves.toMatchObject({ outcome: "sent" });
  });
});

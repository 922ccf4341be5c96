import type { Draft } from "../../contracts/ipc/cases.ts";
import type { DeviceStatus } from "../../contracts/ipc/devices.ts";
import type { PrinterSettings } from "../../contracts/ipc/printers.ts";
import type { PrintJob } from "../../contracts/ipc/receipts.ts";
import type { ShownCard } from "../../contracts/ipc/staff-card.ts";
import type { UnsentWords, WordsPlace } from "../../contracts/ipc/unsent-words.ts";
import type { Attention, ConnectionState, Workplace } from "../../contracts/ipc/workplace.ts";
import type { CommandKind } from "../../domain/case/case-command.ts";
import { calendar2026 } from "../../domain/calendar/calendar-2026.ts";
import { formatCaseNumber, makeCaseNumber } from "../../domain/case/case-number.ts";
import { receiptNames } from "../../contracts/wording/cases.ts";
import { Failure } from "../../domain/failure.ts";
import type { CaseId, OfficeId, PersonId, WorkstationCode } from "../../domain/ids.ts";
import type { Actor, Role } from "../../domain/people/role.ts";
import { addMs, instantOf, regionDateOf, type Instant, type RegionDate } from "../../domain/time/instant.ts";
import { newUuid } from "../app/uuid.ts";
import { createFakeCaseBook } from "./fake-case-book.ts";
import { createFakeEndpoint } from "./fake-endpoint.ts";
import { fakeItems } from "./fake-items.ts";
import { createFakePages } from "./fake-pages.ts";
import { createFakeScans, type PageMaker } from "./fake-scans.ts";
import { seedCases } from "./seed-cases.ts";

export interface Scene {
  pc: string;
  role: Role;
  isOnline: boolean;
  /** Why nothing goes to the centre though it answers. */
  failureCode: string | null;
  caseCount: number;
  calendarKnownUntil: RegionDate;
  /** Until the office's seal runs out; null where it does not soon. */
  sealDaysLeft: number | null;
  isRebuilt: boolean;
  /** Staff cards that are in. */
  cardCount: number;
}

const fakeCards: ShownCard[] = [
  { cardId: "SM2KEY0000000001", label: "审批专用Key", holder: "陈静", pin: { kind: "tries", left: 3 }, isInUse: false },
  { cardId: "SM2KEY0000000002", label: "审批专用Key", holder: "宋薇", pin: { kind: "tries", left: 2 }, isInUse: false },
];

const now = (): Instant => instantOf(Date.now());

/** A workstation process made up in the page: real rules, everything else kept in memory. For looking at the desks only. */
export function createFakeWorkstation(scene: Scene) {
  const hallId = "00000000-0000-7000-8001-000000000001" as OfficeId;
  const officeId = scene.role === "window-clerk" ? hallId : (fakeItems[0]?.officeId ?? hallId);
  const roles: Role[] = [scene.role];
  const actor: Actor = { personId: newUuid() as PersonId, name: "陈静", roles, officeId, workstationCode: "0001" as WorkstationCode };
  const clerk: Actor = { ...actor, roles: ["window-clerk"], officeId: hallId };
  const examiner: Actor = { ...clerk, name: "宋薇", roles: ["handler"], officeId: fakeItems[0]?.officeId ?? hallId };
  const giverOf = (kind: CommandKind): Actor => {
    if (kind === "decideCase") return { ...examiner, name: "袁志明", roles: ["chief-leader"] };
    if (kind === "numberDocument") return { ...examiner, roles: ["system"] };
    return kind === "signOpinion" || kind === "askOpinionCorrection" || kind === "suspendCase" ? examiner : clerk;
  };
  const book = createFakeCaseBook(actor, () => scene.isOnline && scene.failureCode === null);
  const pages = createFakePages();
  let runningNumber = 0;
  let drafts: Draft[] = [];
  let unsentWords: UnsentWords[] = [];
  const withoutWords = (place: WordsPlace) => unsentWords.filter(({ caseId, form, detail }) => caseId !== place.caseId || form !== place.form || detail !== place.detail);
  let jobs: PrintJob[] = [];
  let printers: PrinterSettings[] = [
    { printerId: "p1", name: "窗口热敏打印机", connection: { kind: "network", host: "192.168.1.50", port: 9100 }, paperWidthMm: 80, dotsPerInch: 180, model: "epson-tm-t88", characters: "gb18030", answers: true, cuts: true },
  ];
  let isEnrolled = scene.pc !== "new";
  let isSignedIn = scene.pc === "signed-in";

  const receive = (itemCode: string, application: never, at: Instant) => {
    const number = makeCaseNumber({ regionCode: "360100", date: regionDateOf(at), workstationCode: "0001" as WorkstationCode, runningNumber: ++runningNumber });
    return book.give(newUuid() as CaseId, { kind: "receiveCase", payload: { number, itemCode, itemVersion: 1, channel: "window", application } }, at, clerk);
  };
  const seeded = seedCases(scene.caseCount, receive as never, (caseId, body, at) => void book.give(caseId, body, at, giverOf(body.kind)), now());
  let attentions: Attention[] = seeded.slice(0, 2).map((row, index) => ({
    attentionId: newUuid(), caseId: row.caseId, caseNumber: row.number, applicantName: row.applicantName, at: addMs(now(), -3_600_000 * (index + 1)),
    cause: index === 0
      ? { kind: "command-refused", commandKind: "acceptCase", refusal: { code: "not-complete", missingMaterials: ["safety-plan"], missingFields: [] }, payload: {}, command: null, meanwhile: [] }
      : { kind: "page-not-sent", sha256: "0".repeat(64), failure: { code: "page-truncated", retryable: false, details: { name: "第 3 页" } }, place: null },
  }));
  const [toTell] = seeded;
  if (toTell) {
    attentions.push({
      attentionId: newUuid(), caseId: toTell.caseId, caseNumber: toTell.number, applicantName: toTell.applicantName, at: addMs(now(), -600_000),
      cause: {
        kind: "applicant-not-told", contactName: "刘春华", contactNumber: "0791-86660000",
        messages: [{ messageId: newUuid(), body: "刘春华您好，您的办件已受理。", queuedAt: addMs(now(), -600_000), failure: { code: "message-number-not-mobile", details: {} } }],
      },
    });
  }

  const connection = (): ConnectionState => {
    const waiting = book.list("waiting", "", now());
    return {
      isOnline: scene.isOnline,
      offlineSince: scene.isOnline ? null : addMs(now(), -42 * 60_000),
      lastSyncedAt: addMs(now(), -42 * 60_000),
      waitingCaseCount: waiting.length,
      waitingCommandCount: waiting.reduce((sum, row) => sum + row.waitingCommandCount, 0),
      waitingPageCount: waiting.reduce((sum, row) => sum + row.waitingPageCount, 0),
      waitingSince: waiting.at(-1)?.receivedAt ?? null,
      clockSkewMs: scene.isOnline ? 400 : 5 * 60_000,
      isSyncing: false,
      failure: scene.failureCode === null ? null : { code: scene.failureCode, retryable: false, details: {} },
    };
  };
  const workplace = (): Workplace => ({
    appVersion: "0.1.0",
    enrolment: isEnrolled
      ? { workstationCode: "0001" as WorkstationCode, regionCode: "360100", officeId, officeName: "市行政服务中心 3 号窗口", centreUrl: "https://centre.example" }
      : null,
    person: isSignedIn
      ? { personId: actor.personId, account: "chenjing", name: actor.name, officeId, officeName: "市行政服务中心", roles, isOfflineSignIn: !scene.isOnline, signingKey: null }
      : null,
    isLocked: false,
    connection: connection(),
    calendarKnownUntil: scene.calendarKnownUntil,
    sealsInUse: scene.sealDaysLeft === null ? [] : [{ officeId, officeName: fakeItems[0]?.officeName ?? "", validUntil: addMs(now(), scene.sealDaysLeft * 86_400_000) }],
    store: scene.isRebuilt ? { outcome: "rebuilt", setAsideFolder: "/var/lib/yichuang/set-aside/2026-11-21", savedCommandCount: 3, needsNewCode: true } : { outcome: "opened", setAsideFolder: null, savedCommandCount: 0, needsNewCode: false },
  });
  const findJob = (jobId: string): PrintJob => {
    const job = jobs.find((candidate) => candidate.jobId === jobId);
    if (!job) throw new Failure("print-job-unknown");
    return job;
  };

  const endpoint = createFakeEndpoint((publish) => {
    const changed = (caseId: CaseId): void => {
      publish("cases.changed", { caseIds: [caseId] });
      publish("workplace.changed", workplace());
    };
    const scans = createFakeScans((caseId, body) => {
      book.give(caseId, body, now());
      changed(caseId);
    }, publish);
    const putJob = (job: PrintJob): PrintJob => {
      jobs = [job, ...jobs.filter((other) => other.jobId !== job.jobId)];
      publish("prints.changed", job);
      return job;
    };
    return {
      "app.ping": ({ text }) => ({ text, appVersion: "0.1.0", processId: 1 }),
      "workplace.get": workplace,
      "workplace.enrol": ({ enrolmentCode }) => {
        if (enrolmentCode !== "1234") throw new Failure("enrolment-code-wrong");
        isEnrolled = true;
        return workplace();
      },
      "session.signIn": ({ password }) => {
        if (password !== "1234") throw new Failure("sign-in-wrong");
        isSignedIn = true;
        return workplace();
      },
      "staffCard.test": () => ({ algorithm: "sm2", validUntil: "2027-11-20T00:00:00.000Z", isOver: false }),
      "session.signInWithCard": ({ pin }) => {
        if (pin !== "123456") throw new Failure("staff-card-pin-wrong", { retryable: true, details: { pin: "tries", triesLeft: 2 } });
        isSignedIn = true;
        return workplace();
      },
      "staffCard.get": () => (scene.cardCount === 0 ? { kind: "absent" } : { kind: "present", cards: fakeCards.slice(0, scene.cardCount) }),
      "staffCards.find": () => ({ found: [{ name: "龙脉 mToken", hint: "/opt/lm-gm3000/lib/libgm3000.1.0.so", kind: "skf", path: "/opt/lm-gm3000/lib/libgm3000.1.0.so" }], failure: null }),
      "staffCard.settings": () => ({ settings: { kind: "skf", path: "/usr/lib/libskf.so" } }),
      "staffCard.configure": () => ({ kind: "absent" }),
      "staffCard.use": workplace,
      "session.signOut": () => {
        isSignedIn = false;
        return workplace();
      },
      "catalogue.get": () => ({ items: [...fakeItems], calendar: calendar2026, delegations: [] }),
      "sync.now": connection,
      "attention.list": () => attentions,
      "attention.settle": ({ attentionId }) => {
        attentions = attentions.filter((item) => item.attentionId !== attentionId);
        publish("attention.changed", { count: attentions.length });
        return {};
      },
      "cases.list": ({ view, search, offset, limit }) => {
        const rows = book.list(view, search, now());
        return { rows: rows.slice(offset, offset + limit), total: rows.length };
      },
      "cases.verify": ({ caseId }) => book.open(caseId).record,
      "cases.open": ({ caseId }) => book.open(caseId),
      "cases.receive": ({ draftId, itemCode, application }) => {
        const answer = receive(itemCode, application as never, now());
        if (answer.outcome === "done") {
          drafts = drafts.filter((draft) => draft.draftId !== draftId);
          changed(answer.opened.case.id);
        }
        return answer;
      },
      "cases.act": ({ caseId, body }) => {
        const answer = book.give(caseId, body, now());
        if (answer.outcome === "done") {
          unsentWords = unsentWords.filter((words) => words.caseId !== caseId || words.form !== body.kind);
          changed(caseId);
        }
        return answer;
      },
      "cases.export": () => ({ folder: "/home/clerk/一窗导出/示例工程", files: ["施工.zip", "安全.zip"] }),
      "drafts.list": () => drafts,
      "drafts.save": (draft) => {
        drafts = [draft, ...drafts.filter((other) => other.draftId !== draft.draftId)];
        return {};
      },
      "drafts.drop": ({ draftId }) => {
        drafts = drafts.filter((draft) => draft.draftId !== draftId);
        return {};
      },
      "unsentWords.list": () => unsentWords,
      "unsentWords.keep": (words) => {
        unsentWords = [words, ...withoutWords(words)];
        return {};
      },
      "unsentWords.drop": (place) => {
        unsentWords = withoutWords(place);
        return {};
      },
      "pages.read": ({ sha256 }) => {
        const jpeg = pages.find(sha256);
        if (!jpeg) throw new Failure("page-not-here", { retryable: true });
        return { jpeg };
      },
      "scanners.list": () => [
        {
          scannerId: "sane:test:0", name: "富士通 fi-7160（开发）", sources: ["flatbed", "feeder", "duplex-feeder"], resolutionsDpi: [100, 200, 300],
          colours: ["colour", "grey"], pageSizes: ["a4", "a5", "b5"], chosen: { source: "feeder", resolutionDpi: 200, colour: "colour", pageSize: "a4" },
        },
      ],
      "scanners.choose": () => ({}),
      "scans.start": ({ target, source }) => {
        const heading = book.open(target.caseId).item.materials.find(({ code }) => code === target.materialCode)?.name ?? "";
        const count = source === "flatbed" || target.replacesPageId !== null ? 1 : 4;
        const makers: PageMaker[] = Array.from({ length: count }, (_, index) => async () => ({
          name: `第 ${index + 1} 张`, page: await pages.draw(`${heading}（${index + 1}）`, index === 2),
        }));
        return scans.begin(target, makers);
      },
      "scans.import": ({ target, fileCount }) => scans.beginImport(target, fileCount),
      "scans.importFile": ({ jobId, file }) =>
        scans.importFile(jobId, async () => {
          if ("failure" in file) throw new Failure(file.failure.code, file.failure);
          const { name, bytes } = file;
          const page = await pages.read(name, bytes).catch(() => {
            throw new Failure("page-not-an-image", { details: { name } });
          });
          return { name, page };
        }),
      "separators.savePdf": () => ({ path: "/home/clerk/一窗导出/分隔页-建筑工程施工许可.pdf" }),
      "scans.preparePicture": async ({ name, bytes }) => ({ page: await pages.read(name, bytes), warnings: [] }),
      "scans.cancel": ({ jobId }) => {
        scans.cancel(jobId);
        return {};
      },
      "receipts.preview": ({ caseId, receipt }) => ({ svg: fakeReceipt(receiptNames[receipt], formatCaseNumber(book.open(caseId).case.number)) }),
      "receipts.print": ({ caseId, receipt }) => {
        if (printers.length === 0) throw new Failure("printer-none");
        const job = { jobId: newUuid(), caseId, caseNumber: book.open(caseId).case.number, kind: "receipt" as const, receipt, title: null, copies: 1, printerId: "p1", createdAt: now() };
        const state = (["printed", "failed", "doubtful"] as const)[jobs.length % 3] ?? "printed";
        setTimeout(() => putJob({ ...job, state, failure: state === "failed" ? { code: "printer-paper-out", retryable: true, details: {} } : null }), 400);
        return putJob({ ...job, state: "waiting", failure: null });
      },
      "receipts.savePdf": () => ({ path: "/home/clerk/一窗导出/受理单.pdf" }),
      "certificates.unbookedSheets": () => [],
      "prints.list": () => jobs,
      "prints.sendAgain": ({ jobId }) => putJob({ ...findJob(jobId), state: "printed", failure: null }),
      "prints.settle": ({ jobId, cameOut }) => putJob({ ...findJob(jobId), state: cameOut ? "printed" : "waiting" }),
      "prints.cancel": ({ jobId }) => putJob({ ...findJob(jobId), state: "cancelled" }),
      "cards.settings": () => ({ reader: null, ports: [{ path: "/dev/ttyUSB0", manufacturer: "FTDI" }] }),
      "cardPhotos.decoder": () => ({ command: null }),
      "cardPhotos.decode": () => {
        throw new Failure("card-photo-no-decoder");
      },
      "printers.list": () => printers,
      "printers.save": (printer) => {
        printers = [...printers.filter((other) => other.printerId !== printer.printerId), printer];
        return {};
      },
      "printers.remove": ({ printerId }) => {
        printers = printers.filter((other) => other.printerId !== printerId);
        return {};
      },
      "a4Printers.list": () => [{ printerId: "a4", name: "窗口 A4 打印机", connection: { kind: "ipp" as const, url: "ipp://192.168.1.30/ipp/print", certificate: null } }],
      "a4Printers.status": () => ({ condition: "needs-attention" as const, failures: [], warnings: [], trays: ["main", "manual"], hasDuplex: true, takesPdf: true }),
      "networkScanners.list": () => [],
      "devices.watch": () => fakeStatuses(),
      "printers.status": () => ({ status: "near-end" as const }),
    };
  });
  return { endpoint };
}

function fakeStatuses(): DeviceStatus[] {
  const status = { condition: "ready" as const, failures: [], warnings: [], since: now() };
  return [
    { ...status, deviceId: "p1", family: "receipt-printer", name: "窗口热敏打印机", warnings: ["near-end"] },
    { ...status, deviceId: "a4", family: "a4-printer", name: "窗口 A4 打印机", condition: "needs-attention", failures: [{ code: "a4-printer-jam", retryable: true, details: { printer: "窗口 A4 打印机" } }] },
    { ...status, deviceId: "sane:test:0", family: "scanner", name: "富士通 fi-7160（开发）" },
  ];
}

function fakeReceipt(title: string, number: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="576" height="700" viewBox="0 0 576 700"><rect width="576" height="700" fill="#fff"/>
<text x="288" y="60" font-size="40" text-anchor="middle" font-family="sans-serif">${title}</text>
<text x="30" y="130" font-size="24" font-family="sans-serif">编号：${number}</text></svg>`;
}

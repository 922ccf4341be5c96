import type { WorkstationContract } from "../../contracts/ipc.ts";
import type { Actor } from "../../domain/people/role.ts";
import { exportCase } from "./cases/case-export.ts";
import { createCertificateHandlers } from "./certificates/certificate-handlers.ts";
import { createDeviceHandlers } from "./devices/device-handlers.ts";
import type { Handlers } from "./host/ipc-server.ts";
import { createPrinterHandlers } from "./printing/printer-handlers.ts";
import type { UseCases } from "./use-cases.ts";
import { listAttentions } from "./workplace/attention-list.ts";
import { createDelegationHandlers } from "./workplace/delegation-handlers.ts";
import { enrol } from "./workplace/enrolment.ts";
import { connectionOf } from "./workplace/workplace.ts";

/** Every channel of the contract and the use case that answers it. What shows or changes a case needs somebody signed in. */
export function createHandlers(useCases: UseCases, appVersion: string): Handlers<WorkstationContract> {
  const { calls, link, session, staffCard, cases, pages, scans, separators, receipts, prints, cards, cardPhotos, options, opened, describe } = useCases;
  const { store } = opened;

  /** Guards what is about people's cases: `sign-in-needed` is thrown before the use case is asked. */
  const signedIn =
    <Request, Answer>(answer: (request: Request, actor: Actor) => Answer) =>
    (request: Request): Answer =>
      answer(request, session.getActor());

  return {
    "app.ping": ({ text }) => ({ text, appVersion, processId: process.pid }),
    "workplace.get": describe,
    "workplace.enrol": async (request) => {
      const code = store.enrolments.findCurrent()?.workstationCode;
      await enrol({ ...useCases, store }, request);
      if (code !== undefined && code !== store.enrolments.findCurrent()?.workstationCode) {
        await scans.cancelAll();
        session.forgetEverybody();
      }
      return describe();
    },
    "session.signIn": async (request) => {
      await session.signIn(request);
      link.wake();
      return describe();
    },
    "session.signInWithCard": async (request) => {
      await staffCard.signIn(request);
      link.wake();
      return describe();
    },
    "staffCard.get": staffCard.state,
    "staffCard.settings": () => ({ settings: staffCard.findSettings() }),
    "staffCard.configure": async ({ settings }) => {
      const state = await staffCard.configure(settings);
      useCases.devices.watch.refresh();
      return state;
    },
    "staffCard.test": staffCard.tryOut,
    "staffCard.use": signedIn(async (request) => {
      await staffCard.use(request);
      return describe();
    }),
    "session.signOut": async () => {
      await scans.cancelAll();
      session.signOut();
      await staffCard.lock();
      return describe();
    },
    "catalogue.get": () => ({ items: store.catalogue.allItems(), calendar: store.catalogue.getCalendar(), delegations: [...store.catalogue.findDelegations()] }),
    "sync.now": async () => {
      store.pages.retryGivenUp();
      await link.syncNow();
      return connectionOf(link.state(), store);
    },
    "attention.list": signedIn(() => [...listAttentions(store.attentions.list(), useCases.cases.findCase), ...calls.list()]),
    "attention.settle": signedIn(async ({ attentionId }) => {
      if (!(await calls.told(attentionId))) store.attentions.settle(attentionId, useCases.now());
      useCases.announceCases([]);
      return {};
    }),

    "cases.list": signedIn((request, actor) => cases.list(actor, request)),
    "cases.verify": signedIn(({ caseId }) => cases.verify(caseId)),
    "cases.open": signedIn(({ caseId }, actor) => cases.open(actor, caseId)),
    "cases.receive": signedIn((reception, actor) => cases.receive(actor, reception)),
    "cases.act": signedIn(({ caseId, body }, actor) => cases.act(actor, caseId, body)),
    "cases.export": signedIn(({ caseId }) => {
      const current = cases.getCase(caseId);
      return exportCase(current, cases.getItem(current), pages.read, options.exportFolder, "number");
    }),
    "drafts.list": signedIn(() => store.drafts.list()),
    "drafts.save": signedIn((draft) => {
      cases.saveDraft(draft);
      return {};
    }),
    "drafts.drop": signedIn(({ draftId }) => {
      store.drafts.drop(draftId);
      return {};
    }),
    "unsentWords.list": signedIn((_request, { personId }) => store.unsentWords.of(personId)),
    "unsentWords.keep": signedIn((words, { personId }) => {
      store.unsentWords.save(personId, words);
      return {};
    }),
    "unsentWords.drop": signedIn((place, { personId }) => {
      store.unsentWords.drop(personId, place);
      return {};
    }),
    "pages.read": signedIn(async ({ sha256 }) => ({ jpeg: await pages.read(sha256) })),

    "scanners.list": () => scans.listScanners(),
    "scanners.choose": ({ scannerId, choice }) => {
      scans.chooseForScanner(scannerId, choice);
      return {};
    },
    "scans.start": scans.startScan,
    "scans.import": scans.startImport,
    "scans.importFile": scans.importFile,
    "scans.preparePicture": signedIn(scans.preparePicture),
    "separators.print": signedIn(separators.print),
    "separators.savePdf": signedIn(separators.savePdf),
    "scans.cancel": async ({ jobId }) => {
      await scans.cancel(jobId);
      return {};
    },

    "receipts.preview": signedIn(({ caseId, receipt }) => receipts.preview(cases.getCase(caseId), receipt)),
    "receipts.print": signedIn((request, actor) => prints.print(actor, request)),
    "receipts.savePdf": signedIn((request, actor) => prints.savePdf(actor, request)),
    "prints.list": signedIn(prints.list),
    "prints.sendAgain": signedIn(({ jobId }) => prints.sendAgain(jobId)),
    "prints.settle": signedIn(({ jobId, cameOut }) => prints.settle(jobId, cameOut)),
    "prints.cancel": signedIn(({ jobId }) => prints.cancel(jobId)),
    ...createPrinterHandlers(useCases),
    ...createCertificateHandlers(useCases, signedIn),
    ...createDelegationHandlers(useCases, signedIn),

    ...cards.handlers,
    "cards.configure": async (request) => {
      const setup = await cards.handlers["cards.configure"](request);
      useCases.devices.watch.refresh();
      return setup;
    },
    ...cardPhotos.handlers,
    // It names a program to run.
    "cardPhotos.configure": signedIn(cardPhotos.handlers["cardPhotos.configure"]),
    "cardPhotos.decode": signedIn(cardPhotos.handlers["cardPhotos.decode"]),
    ...createDeviceHandlers(useCases.devices),
  };
}

import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { workstationContract, type WorkstationContract } from "../../contracts/ipc.ts";
import type { ChannelInput, ChannelName, ChannelOutput } from "../../contracts/ipc-channel.ts";
import type { Workplace } from "../../contracts/ipc/workplace.ts";
import type { WorkstationConfiguration } from "../../contracts/workstation-process.ts";
import { openStore, type OpenedStore, type OpenStoreOptions } from "../../db/open-store.ts";
import { decodeCardPhoto } from "../../devices/card-photo/decode-card-photo.ts";
import type { CaseId } from "../../domain/ids.ts";
import { regionDateOf, type Instant } from "../../domain/time/instant.ts";
import type { ScannerDriver } from "../../scanner/driver.ts";
import type { EsclDevice } from "../../scanner/escl/escl-endpoint.ts";
import { createScanController } from "../../scanner/scan-controller.ts";
import type { CentreClient } from "../../sync/centre-client.ts";
import { createSyncLoop, type Scheduler, type SyncLoop, type SyncTiming } from "../../sync/sync-loop.ts";
import type { SyncTransport } from "../../sync/sync-transport.ts";
import type { Announce } from "./announce.ts";
import { createCardPhotos } from "./card-photos.ts";
import { createCardReading, type CardReadingDependencies } from "./card-reader.ts";
import { createCases } from "./cases/cases.ts";
import { createPages } from "./cases/pages.ts";
import { createChangeNews } from "./change-news.ts";
import { createCasePapers } from "./certificates/case-papers.ts";
import { createNumberedSheets } from "./certificates/numbered-sheets.ts";
import { createOfficerActs } from "./certificates/officer-acts.ts";
import { previewCertificate } from "./certificates/preview-certificate.ts";
import { createVerifying } from "./certificates/verifying.ts";
import { readOptions, type WorkstationOptions } from "./configuration.ts";
import { createHandlers } from "./handlers.ts";
import type { Handlers } from "./host/ipc-server.ts";
import { createDeviceWatch } from "./devices/device-watch.ts";
import { createFindDevices, type FindDevicesPorts } from "./devices/find-devices.ts";
import { createLookouts } from "./devices/lookouts.ts";
import { createFonts } from "./printing/fonts.ts";
import { createPaperRoutes } from "./printing/paper-routes.ts";
import type { NativeDevices } from "./native-devices.ts";
import { openPassingFolder } from "./passing-folder.ts";
import { createPrinters, type OpenA4Printer, type OpenPrinter } from "./printing/printers.ts";
import { createPrints } from "./printing/prints.ts";
import { createReceipts } from "./printing/receipts.ts";
import { createStripRenderer } from "./printing/strip-renderer.ts";
import { createTestPages } from "./printing/test-pages.ts";
import { createNetworkScanners, esclDeviceOf } from "./scanning/network-scanners.ts";
import { createScanJobs } from "./scanning/scan-jobs.ts";
import { createSeparatorSheets } from "./scanning/separators.ts";
import { createKeyRing } from "./signing/key-ring.ts";
import { createRecordCheck } from "./signing/record-check.ts";
import { createStaffCardUse } from "./staff-card/staff-card-use.ts";
import { createCallList } from "./workplace/call-list.ts";
import { createCentreLink, type CentreLink } from "./workplace/centre-link.ts";
import { applyStartEnrolment } from "./workplace/enrolment.ts";
import { createOfflineTries } from "./workplace/offline-tries.ts";
import { createSession } from "./workplace/session.ts";
import type { UseCases } from "./use-cases.ts";
import { workplaceOf } from "./workplace/workplace.ts";

/** The world outside, passed in: the product's own is in `dependencies.ts`; tests and the demo pass theirs. */
export interface WorkstationDependencies {
  now(): Instant;
  /** A UUID version 7. */
  newId(): string;
  randomBytes(count: number): Buffer;
  /** 0 inclusive … 1 exclusive. */
  random(): number;
  readonly scheduler: Scheduler;
  readonly transport: SyncTransport;
  readonly client: CentreClient;
  createScannerDrivers(options: WorkstationOptions, listNetworkScanners: () => readonly EsclDevice[]): readonly ScannerDriver[];
  readonly openPrinter: OpenPrinter;
  readonly openA4Printer: OpenA4Printer;
  readonly openCardReader: CardReadingDependencies["openReader"];
  readonly findServices: FindDevicesPorts["findServices"];
  readonly findCupsQueues: FindDevicesPorts["findCupsQueues"];
  readonly listPrintQueues: FindDevicesPorts["listPrintQueues"];
  readonly printerDeviceFolder: string;
  readonly cardLibraryFolders: readonly string[];
  readonly listSerialPorts: CardReadingDependencies["listPorts"];
  readonly openStaffCards: NativeDevices["openStaffCards"];
  /** Ends the processes of the devices' drivers. */
  stopDevices(): void;
  /** Told what nobody foresaw. */
  logError(where: string, error: unknown): void;
  readonly syncTiming?: Partial<SyncTiming>;
  /** Told how far opening is, where it takes long. */
  readonly onOpening?: OpenStoreOptions["onOpening"];
}

/** Everything a window does, without a window: what a page calls by the contract, and the use cases behind it. */
export interface Workstation {
  readonly handlers: Handlers<WorkstationContract>;
  /** What a page would get, for callers without one; input that does not fit the contract throws. */
  call<Name extends ChannelName<WorkstationContract>>(channel: Name, input: ChannelInput<WorkstationContract, Name>): Promise<ChannelOutput<WorkstationContract, Name>>;
  /** Hears every topic of the contract until the returned function is called. */
  subscribe(listener: Announce): () => void;
  readonly useCases: UseCases;
  /** The page has gone, or was loaded again: what it began and alone could go on with is over. */
  pageGone(): void;
  /** Finishes what is under way and closes the databases. */
  stop(): Promise<void>;
}

/**
 * Opens the store and puts everything together; nothing here needs Electron.
 *
 * Throws the Failures of `openStore` (`store-key-wrong`, `store-newer`, …) and `option-invalid`.
 */
export async function openWorkstation(configuration: WorkstationConfiguration, dependencies: WorkstationDependencies): Promise<Workstation> {
  const listeners = new Set<Announce>();
  const announce: Announce = (topic, payload) => listeners.forEach((listener) => listener(topic, payload));
  const options = readOptions(configuration);
  const opened = openStore({ folder: configuration.dataFolder, key: configuration.databaseKey, ...dependencies });
  const temporaryFolder = openPassingFolder(configuration.dataFolder);
  const useCases = compose(configuration, options, opened, temporaryFolder, dependencies, announce);
  const { link, prints } = useCases;
  prints.recover();
  try {
    await applyStartEnrolment({ ...useCases, store: opened.store }, options.centreUrl, options.enrolmentCode);
  } catch (error) {
    // The desk says that this PC is not enrolled and offers to try again.
    dependencies.logError("enrolment at start", error);
  }
  link.start();
  useCases.staffCard.start();
  prints.run();
  const handlers = createHandlers(useCases, configuration.appVersion);
  return {
    handlers,
    useCases,
    async call(channel, input) {
      const answer = handlers[channel] as (request: unknown) => unknown;
      return (await answer(workstationContract.channels[channel].input.parse(input))) as never;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pageGone: useCases.scans.cancelImports,
    async stop() {
      await useCases.devices.watch.stop();
      await useCases.cards.stop();
      useCases.staffCard.stop();
      useCases.cardPhotos.stop();
      await useCases.scans.cancelAll();
      await prints.stop();
      await link.stop();
      useCases.stopNews();
      dependencies.stopDevices();
      opened.store.close();
      rmSync(temporaryFolder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function compose(
  configuration: WorkstationConfiguration,
  options: WorkstationOptions,
  opened: OpenedStore,
  temporaryFolder: string,
  dependencies: WorkstationDependencies,
  announce: Announce,
): UseCases & { stopNews(): void } {
  const { store } = opened;
  const { now, newId, logError } = dependencies;
  const describe = (): Workplace => {
    const signedIn = session.find();
    const signingKey = signedIn && keyRing.find(signedIn.person.personId);
    return workplaceOf(opened, { appVersion: configuration.appVersion, line: link.state(), signedIn, signingKey, isLocked: session.isLocked() });
  };
  const news = createChangeNews({ announce, describe, countAttentions: () => store.attentions.count() + calls.count(), scheduler: dependencies.scheduler });

  const loop: SyncLoop = createSyncLoop({
    ...dependencies,
    store,
    hash: (bytes) => createHash("sha256").update(bytes).digest("hex"),
    onState: () => {
      calls.follow();
      news.workplaceChanged();
    },
    onReport: ({ changedCaseIds }) => news.casesChanged(changedCaseIds),
    onError: (error) => logError("sync", error),
    pageCacheBytes: options.pageCacheMegabytes * 1_000_000,
    ...(dependencies.syncTiming && { timing: dependencies.syncTiming }),
  });
  const link: CentreLink = createCentreLink(dependencies.client, loop, store.enrolments);
  const keyRing = createKeyRing({ now, store, certify: link.certifySigningKey, logError: (error) => logError("signing key", error) });
  const session = createSession({
    now,
    people: store.people,
    offlineTries: createOfflineTries(store.settings, now),
    signingKeys: store.signingKeys,
    keyRing,
    signIn: link.signIn,
    signOut: link.signOut,
    isOffline: link.isOffline,
    findWorkstationCode: () => store.enrolments.findCurrent()?.workstationCode,
    onChange: news.workplaceChanged,
  });
  const calls = createCallList({ link, session, onChange: news.workplaceChanged, logError: (error) => logError("calls", error) });
  const onCaseChange = (caseIds: readonly string[]): void => {
    news.casesChanged(caseIds);
    link.wake();
  };
  const cases = createCases({ now, newId, store, keys: keyRing, verify: createRecordCheck(store), onChange: onCaseChange });
  const pages = createPages({ store, link, cacheLimitBytes: options.pageCacheMegabytes * 1_000_000 });
  const networkScanners = createNetworkScanners(store.settings, options.networkScanners ?? []);
  const scanners = createScanController({ drivers: dependencies.createScannerDrivers(options, () => networkScanners.all().map(esclDeviceOf)), temporaryFolder });
  const scans = createScanJobs({
    now,
    newId,
    announce,
    controller: scanners,
    settings: store.settings,
    mode: options.pageMode,
    getActor: session.getActor,
    getCase: cases.getCase,
    getItem: cases.getItem,
    findLostPages: store.cases.lostPagesOf,
    keepPage: (_sha256, jpeg) => void store.pages.put(jpeg),
    act: cases.findRefusal,
    logError: (error) => logError("scanning", error),
  });
  const getFonts = createFonts();
  const getQueryUrl = (): string => options.queryUrl ?? new URL("/query", store.enrolments.getCurrent().centreUrl).href;
  const receipts = createReceipts({ now, getItem: cases.getItem, getCalendar: opened.store.catalogue.getCalendar, getQueryUrl, getFonts, exportFolder: options.exportFolder });
  const printers = createPrinters(store.settings, dependencies.openPrinter, dependencies.openA4Printer);
  const routes = createPaperRoutes(store.settings, printers);
  const strips = createStripRenderer(getFonts);
  const prints = createPrints({
    now,
    newId,
    store,
    printers,
    routes,
    receipts,
    strips,
    getCase: cases.getCase,
    findCaseNumber: (caseId) => store.cases.find(caseId)?.case.number,
    isRecorded: (caseId, commandId) => store.cases.find(caseId)?.trail.some((event) => event.commandId === commandId) ?? false,
    record: cases.record,
    announce,
    logError: (error) => logError("printing", error),
  });
  const papers = createCasePapers({ link, session, cases, files: pages, exportFolder: options.exportFolder, printDocument: prints.printDocument });
  const certificates = {
    acts: createOfficerActs({ link, session, cases, store }),
    papers,
    sheets: createNumberedSheets({ now, newId, settings: store.settings, link, session, cases, papers, jobs: prints }),
    verifying: createVerifying({ now, link, store, cases }),
    preview: async (caseId: CaseId) => {
      const current = cases.getCase(caseId);
      return previewCertificate(current, cases.getItem(current), getFonts, now());
    },
  };
  const separators = createSeparatorSheets({ now, newId, getCase: cases.getCase, getItem: cases.getItem, getFonts, routes, jobs: prints, exportFolder: options.exportFolder });
  const testPages = createTestPages({ now, newId, printers, routes, jobs: prints, strips, getFonts });
  const cards = createCardReading({
    settings: store.settings,
    openReader: dependencies.openCardReader,
    listPorts: dependencies.listSerialPorts,
    today: () => regionDateOf(now()),
    announceStage: (stage) => announce("cards.stage", stage),
  });
  const staffCard = createStaffCardUse({
    now,
    randomBytes: dependencies.randomBytes,
    store,
    scheduler: dependencies.scheduler,
    openCards: dependencies.openStaffCards,
    session,
    keyRing,
    link,
    cancelScans: scans.cancelAll,
    onKeyChange: news.workplaceChanged,
    announce: (state) => announce("staffCard.changed", state),
    logError,
  });
  const cardPhotos = createCardPhotos({ settings: store.settings, givenCommand: options.cardPhotoDecoder, temporaryFolder, decode: decodeCardPhoto });
  const watch = createDeviceWatch({
    now,
    scheduler: dependencies.scheduler,
    listLookouts: createLookouts({ cards, staffCard, printers, networkScanners, scanners, isScanning: scans.isScanning }),
    announce,
    logError: (error) => logError("devices", error),
  });
  const find = createFindDevices({ findServices: dependencies.findServices, findCupsQueues: dependencies.findCupsQueues, listPrintQueues: dependencies.listPrintQueues, deviceFolder: dependencies.printerDeviceFolder, cardLibraryFolders: dependencies.cardLibraryFolders });
  const devices = { watch, find, networkScanners, scanners, pageMode: options.pageMode };
  return { options, opened, link, session, calls, keyRing, cases, pages, scans, separators, receipts, certificates, printers, routes, prints, testPages, cards, cardPhotos, staffCard, devices, announceCases: news.casesChanged, now, describe, stopNews: news.stop };
}


import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { sha256Of } from "../../db/page-files.ts";
import { openStore } from "../../db/open-store.ts";
import type { Store } from "../../db/store.ts";
import type { CaseId, CommandId, PageId } from "../../domain/ids.ts";
import type { Actor } from "../../domain/people/role.ts";
import { instantOf, type Instant } from "../../domain/time/instant.ts";
import { createCentreClient } from "../../sync/centre-client.ts";
import { createHttpTransport } from "../../sync/http-transport.ts";
import { createSyncLoop, type Scheduler, type SyncLoop } from "../../sync/sync-loop.ts";
import { applicationOf, pageOf } from "./fixtures.ts";
import { testKey } from "./open-test-store.ts";
import { pictureBytes } from "../fixtures/picture-bytes.ts";

export interface Window {
  store: Store;
  loop: SyncLoop;
  actor: Actor;
  /** Receives a case and puts `pageCount` pages into its first material. */
  receive(name: string, pageCount?: number, pageByteLength?: number): CaseId;
  /** Ticks the material. False when refused here. */
  tick(caseId: CaseId, materialCode: string): boolean;
  close(): Promise<void>;
}

export const realScheduler: Scheduler = {
  after: (delayMs, work) => {
    const timer = setTimeout(work, delayMs);
    return () => clearTimeout(timer);
  },
};

export interface WindowOptions {
  folder: string;
  centreUrl: string;
  /** Needed the first time. */
  enrolmentCode?: string;
  password?: string;
  account?: string;
  /** How wrong this PC's clock is. */
  clockErrorMs?: number;
  pageCacheBytes?: number;
}

const actorKey = "test-actor";

/** A workstation without a desk: the real store and the real sync loop, hurried. */
export async function openWindow(options: WindowOptions): Promise<Window> {
  const now = (): Instant => instantOf(Date.now() + (options.clockErrorMs ?? 0));
  const { store } = openStore({ folder: options.folder, key: testKey, now, newId: () => uuidv7(), randomBytes });
  if (options.enrolmentCode !== undefined) await join(store, options, now);
  const actor = store.settings.find(actorKey) as Actor;
  const loop = createSyncLoop({
    store,
    transport: createHttpTransport(),
    now,
    scheduler: realScheduler,
    random: Math.random,
    hash: sha256Of,
    onError: (error) => console.error(error),
    ...(options.pageCacheBytes === undefined ? {} : { pageCacheBytes: options.pageCacheBytes }),
    timing: { pollMs: 1000, firstRetryMs: 20, longestRetryMs: 200, haltedRetryMs: 60_000 },
  });
  const giving = (caseId: CaseId) => ({ commandId: uuidv7() as CommandId, caseId, actor, givenAt: now() });
  const seed = uuidv7();
  let pages = 0;
  return {
    store,
    loop,
    actor,
    receive: (name, pageCount = 0, pageByteLength = 30_000) => {
      const item = store.catalogue.currentItems().find(({ code }) => code === "CB-LSXK");
      if (item === undefined) throw new Error("no item yet");
      const caseId = uuidv7() as CaseId;
      const reception = { ...giving(caseId), itemCode: item.code, itemVersion: item.version, application: applicationOf(name), draftId: null };
      expectDone(store.cases.receiveCase(reception));
      if (pageCount > 0) {
        const bytes = Array.from({ length: pageCount }, () => pictureBytes(`${seed}/${(pages += 1)}`, pageByteLength));
        const named = store.pages.putAll(bytes).map((sha256, index) => pageOf(uuidv7() as PageId, sha256, bytes[index]!.length, now()));
        const payload = { materialCode: item.materials[0]!.code, index: 0, pages: named };
        expectDone(store.cases.giveCommand({ ...giving(caseId), body: { kind: "attachPages", payload } }));
      }
      loop.wake();
      return caseId;
    },
    tick: (caseId, materialCode) => {
      const payload = { materialCode, medium: "paper", checkedAs: "original", copies: 1, sheetCount: 1 } as const;
      const decision = store.cases.giveCommand({ ...giving(caseId), body: { kind: "recordMaterial", payload } });
      loop.wake();
      return decision.outcome === "events";
    },
    close: async () => {
      await loop.stop();
      store.close();
    },
  };
}

async function join(store: Store, options: WindowOptions, now: () => Instant): Promise<void> {
  const client = createCentreClient();
  const { enrolmentCode = "", password = "", account = "wangxiulan", centreUrl } = options;
  const enrolment = { ...(await client.enrol(centreUrl, { enrolmentCode, deviceName: "测试窗口" })), centreUrl };
  store.enrolments.enrol(enrolment, now());
  const { person } = await client.signIn(enrolment, { account, password });
  const { personId, name, officeId, roles } = person;
  store.settings.set(actorKey, { personId, name, officeId, roles, workstationCode: enrolment.workstationCode } satisfies Actor);
}

function expectDone(decision: { outcome: string }): void {
  if (decision.outcome !== "events") throw new Error(`refused: ${JSON.stringify(decision)}`);
}

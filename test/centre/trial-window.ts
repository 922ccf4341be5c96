import { createHash, generateKeyPairSync } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { certifiedKeySchema } from "../../contracts/signing-keys.ts";
import {
  deviceTokenHeader, enrolmentSchema, protocolVersionHeader, pullResponseSchema, pushResponseSchema, signInSchema, syncProtocolVersion,
  wireFailureSchema, type CommandResult, type Person, type PullResponse,
} from "../../contracts/sync.ts";
import { publicInfoOf } from "../../documents/signature/authority.ts";
import { createSoftwareSigner } from "../../documents/signature/signer.ts";
import { commandPayloadSchemas, type CaseCommand, type CommandKind, type CommandPayload } from "../../domain/case/case-command.ts";
import type { RecordedEvent } from "../../domain/case/case-event.ts";
import { makeCaseNumber } from "../../domain/case/case-number.ts";
import type { Page } from "../../domain/case/page.ts";
import { caseIdSchema, commandIdSchema, pageIdSchema, sha256Schema, type CaseId, type OfficeId, type PersonId, type WorkstationCode } from "../../domain/ids.ts";
import { chainStart } from "../../domain/record/hash-chain.ts";
import { bytesOfKeyProof } from "../../domain/signature/signing-trust.ts";
import type { SignedCommand, SignedKind } from "../../domain/signature/statement.ts";
import { regionDateOf, type Instant } from "../../domain/time/instant.ts";
import { publicationsRetailLicence } from "../../server/seed/items/publications-retail-licence.ts";
import { signCommand, type TestKey } from "../fixtures/signing.ts";

export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

/** A bare window that speaks the wire contract and nothing else: what the centre is tested against. */
export interface TrialWindow {
  workstationCode: WorkstationCode;
  officeId: OfficeId;
  person: Person;
  deviceToken: string;
  request(method: string, path: string, options?: { body?: unknown; headers?: Record<string, string> }): Promise<Answer>;
  command<K extends CommandKind>(kind: K, caseId: CaseId, payload: CommandPayload<K>, change?: Partial<CaseCommand>): CaseCommand;
  /** As `command`, signed by the person's key over the case's record as the centre has it now. */
  signedCommand<K extends SignedKind>(kind: K, caseId: CaseId, payload: CommandPayload<K>, change?: Partial<CaseCommand>): Promise<SignedCommand>;
  /** The person's key, certified by the centre: made at the first call. */
  signingKey(): Promise<TestKey>;
  /** Commands that receive a retail licence case and hand in all it needs; `acceptCase` may follow. */
  reception(caseId?: CaseId): CaseCommand[];
  send(commands: readonly CaseCommand[], sentAt?: Instant): Promise<Answer>;
  /** Sends and expects an answer for every command. */
  push(commands: readonly CaseCommand[], sentAt?: Instant): Promise<CommandResult[]>;
  pull(cursor?: string, limit?: number): Promise<PullResponse>;
  /** Pulls until nothing more comes. */
  pullAll(limit?: number): Promise<PullResponse["events"]>;
}

export interface WindowOptions {
  /** A function where the centre may come back at another address. */
  url: string | (() => string);
  enrolmentCode: string;
  account: string;
  password: string;
  /** Where the password was given by an administrator and is good for one sign-in. */
  newPassword?: string;
  now(): Instant;
}

export async function openTrialWindow(options: WindowOptions): Promise<TrialWindow> {
  const ask = (method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Answer> =>
    askAt(typeof options.url === "string" ? options.url : options.url(), method, path, body, headers);
  const plain = { [protocolVersionHeader]: String(syncProtocolVersion) };
  const enrolled = await ask("POST", "/api/enrolments", { enrolmentCode: options.enrolmentCode, deviceName: "窗口 1" }, plain);
  const enrolment = enrolmentSchema.parse(enrolled.body);
  const device = { ...plain, [deviceTokenHeader]: enrolment.deviceToken };
  const { account, password, newPassword } = options;
  const signedIn = await ask("POST", "/api/sessions", { account, password, newPassword }, device);
  const { person, personToken } = signInSchema.parse(signedIn.body);
  let runningNumber = 0;
  let signingKey: Promise<TestKey> | undefined;

  /** By the device's token alone, and whatever somebody did to the record. */
  const pullUnread = async (): Promise<RecordedEvent[]> => {
    const events: RecordedEvent[] = [];
    let cursor = "";
    for (let isMore = true; isMore; ) {
      const page = (await window.request("GET", `/api/sync/pull?cursor=${cursor}&limit=2000`)).body as PullResponse;
      events.push(...page.events);
      ({ cursor, isMore } = page);
    }
    return events;
  };
  /** Signed in anew: a test's time may have passed the first token's end. */
  const askForKey = async (body: unknown): Promise<Answer> => {
    const fresh = await ask("POST", "/api/sessions", { account, password: newPassword ?? password }, device);
    return window.request("POST", "/api/signing-keys", { body, headers: { authorization: `Bearer ${signInSchema.parse(fresh.body).personToken}` } });
  };

  const window: TrialWindow = {
    workstationCode: enrolment.workstationCode,
    officeId: enrolment.officeId,
    person,
    deviceToken: enrolment.deviceToken,
    request: (method, path, { body, headers } = {}) =>
      ask(method, path, body, { ...device, authorization: `Bearer ${personToken}`, ...headers }),
    command: (kind, caseId, payload, change = {}) =>
      ({
        id: commandIdSchema.parse(uuidv7()),
        kind,
        caseId,
        payload: commandPayloadSchemas[kind].parse(payload),
        baseVersion: 0,
        actor: { personId: person.personId, name: person.name, roles: person.roles, officeId: person.officeId, workstationCode: enrolment.workstationCode },
        workstationCode: enrolment.workstationCode,
        givenAt: options.now(),
        ...change,
      }) as CaseCommand,
    async signedCommand(kind, caseId, payload, change) {
      const command = window.command(kind, caseId, payload, change) as SignedCommand;
      const last = (await pullUnread()).findLast((event) => event.caseId === caseId);
      return signCommand(command, await window.signingKey(), { recordVersion: last?.version ?? 0, recordHash: last?.hash ?? chainStart });
    },
    signingKey: () => (signingKey ??= certifyTestKey(person.personId, askForKey)),
    reception(caseId = newCaseId()) {
      runningNumber += 1;
      const number = makeCaseNumber({ regionCode: enrolment.regionCode, date: regionDateOf(options.now()), workstationCode: enrolment.workstationCode, runningNumber });
      const item = publicationsRetailLicence;
      return [
        window.command("receiveCase", caseId, { number, itemCode: item.code, itemVersion: item.version, channel: "window", application: trialApplication }),
        ...item.materials
          .filter((material) => material.isRequired)
          .map(({ code }) => window.command("recordMaterial", caseId, { materialCode: code, medium: "paper", checkedAs: "original", copies: 1, sheetCount: 1 })),
      ];
    },
    send: (commands, sentAt = options.now()) => window.request("POST", "/api/sync/push", { body: { sentAt, commands } }),
    async push(commands, sentAt) {
      const answer = await window.send(commands, sentAt);
      const { results } = pushResponseSchema.parse(answer.body);
      if (results.length !== commands.length) throw new Error(`${results.length} results for ${commands.length} commands`);
      return results;
    },
    async pull(cursor = "", limit = 500) {
      const answer = await window.request("GET", `/api/sync/pull?cursor=${cursor}&limit=${limit}`);
      return pullResponseSchema.parse(answer.body);
    },
    async pullAll(limit = 500) {
      const events: PullResponse["events"] = [];
      let page = await window.pull("", limit);
      for (;;) {
        events.push(...page.events);
        if (!page.isMore) return events;
        page = await window.pull(page.cursor, limit);
      }
    },
  };
  return window;
}

/** A new software key for the person, certified by the centre. */
async function certifyTestKey(personId: PersonId, ask: (body: unknown) => Promise<Answer>): Promise<TestKey> {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const publicKey = Buffer.from(publicInfoOf(privateKey)).toString("base64");
  const signer = createSoftwareSigner(privateKey, []);
  const proof = Buffer.from(await signer.sign(bytesOfKeyProof(personId, publicKey))).toString("base64");
  const { certificate } = certifiedKeySchema.parse((await ask({ carrier: "software", publicKey, proof })).body);
  return { personId, signer, certificate };
}

export function newCaseId(): CaseId {
  return caseIdSchema.parse(uuidv7());
}

export const trialApplication: CommandPayload<"receiveCase">["application"] = {
  applicant: { kind: "person", name: "李红梅", identityKind: "other", identityNumber: "H12345678", isReadFromCard: false, address: "南昌市东湖区" },
  contact: { name: "李红梅", mobile: "13800138000" },
  projectName: "红梅书店",
  form: Object.fromEntries(publicationsRetailLicence.form.filter((field) => field.isRequired).map((field) => [field.key, field.choices?.[0] ?? "1"])),
};

export function makePage(content: Buffer): Page {
  return {
    pageId: pageIdSchema.parse(uuidv7()),
    sha256: sha256Schema.parse(createHash("sha256").update(content).digest("hex")),
    byteLength: content.byteLength,
    width: 1131,
    height: 1600,
    turnDegrees: 0,
    isBlank: false,
    scannedAt: "2026-11-16T02:00:00.000Z" as Instant,
    source: "test",
  };
}

export function failureCode(answer: Answer): string {
  return wireFailureSchema.parse(answer.body).code;
}

async function askAt(url: string, method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Answer> {
  const isBytes = Buffer.isBuffer(body);
  const response = await fetch(url + path, {
    method,
    headers: { ...(body === undefined ? {} : { "content-type": isBytes ? "application/octet-stream" : "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const isJson = bytes.length > 0 && response.headers.get("content-type")?.includes("json") === true;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(bytes.toString()) : bytes };
}

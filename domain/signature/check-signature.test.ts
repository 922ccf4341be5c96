import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  agreeing, askingUpward, callingMeeting, CaseDriver, completing, denying, disagreeing, granting, meetingHeld, receptionOf, recordOf, reviewerWith, signed, suspending,
} from "../../test/fixtures/cases.ts";
import { makeTestAuthority, signCommand, textHash, type TestKey } from "../../test/fixtures/signing.ts";
import { commandPayloadSchemas, type CommandBody } from "../case/case-command.ts";
import { chainStart } from "../record/hash-chain.ts";
import { addMs, type Instant } from "../time/instant.ts";
import { findSignatureProblem, type SignatureTools } from "./check-signature.ts";
import { bytesOfStatement, findSignedEvent, signedEventKinds, signedKinds, statementOfCommand, type SignedCommand, type SignedKind } from "./statement.ts";

const authority = makeTestAuthority();
const handler = reviewerWith("handler");
const key = authority.keyOf(handler.personId);

/** An accepted case, as far as its record. */
function accepted(): CaseDriver {
  return new CaseDriver().mustGive(receptionOf(1), ...completing, { kind: "acceptCase", payload: {} });
}

const recordOfDriver = (driver: CaseDriver) => recordOf(driver.events, textHash);
function headOf(driver: CaseDriver) {
  const last = recordOfDriver(driver).at(-1);
  return { recordVersion: last?.version ?? 0, recordHash: last?.hash ?? chainStart };
}

const toolsOn = (driver: CaseDriver, revoked?: Record<string, Instant>): SignatureTools => {
  const record = recordOfDriver(driver);
  return { ...authority.tools(revoked), hashAt: (version) => (version === 0 ? chainStart : record[version - 1]?.hash) };
};

async function signedBy(driver: CaseDriver, body: CommandBody, by: TestKey = key): Promise<SignedCommand> {
  return signCommand(driver.command(body, { ...handler, personId: by.personId }) as SignedCommand, by, headOf(driver));
}

function check(command: SignedCommand, tools: SignatureTools, at = command.givenAt) {
  const { kind, payload } = command;
  const { signature } = payload;
  return findSignatureProblem({ kind, signature, statement: signature && statementOfCommand(command, signature), at }, tools);
}

describe("a signature under an act", () => {
  it.each([agreeing("examine"), disagreeing("examine"), denying, granting])("is good over exactly what was signed", async (body) => {
    const driver = accepted();
    expect(check(await signedBy(driver, body), toolsOn(driver))).toBeUndefined();
  });

  it("is missed", () => {
    const driver = accepted();
    expect(check(driver.command(agreeing("examine"), handler) as SignedCommand, toolsOn(driver))).toEqual({ code: "signature-missing", kind: "signOpinion" });
  });

  it("is wrong when anything of the act is another", async () => {
    const driver = accepted();
    const command = (await signedBy(driver, disagreeing("examine"))) as Extract<SignedCommand, { kind: "signOpinion" }>;
    const others: SignedCommand[] = [
      { ...command, id: driver.command(agreeing("examine")).id },
      { ...command, caseId: new CaseDriver(2).caseId },
      { ...command, givenAt: addMs(command.givenAt, 1) },
      { ...command, payload: { ...command.payload, verdict: "agree" } },
      { ...command, payload: { ...command.payload, reasons: `${command.payload.reasons} ` } },
      { ...command, payload: { ...command.payload, legalBasis: null } },
      { ...command, payload: { ...command.payload, signature: { ...command.payload.signature!, recordVersion: 1 } } },
      { ...command, payload: { ...command.payload, signature: { ...command.payload.signature!, recordHash: chainStart } } },
    ];
    for (const other of others) expect(check(other, toolsOn(driver))).toEqual({ code: "signature-invalid", kind: "signOpinion" });
    const asCorrection = { ...command, kind: "correctOpinion", payload: { ...command.payload, opinionNumber: 1 } } as SignedCommand;
    expect(check(asCorrection, toolsOn(driver))).toMatchObject({ code: "signature-invalid" });
  });

  it("is of no use to somebody else, nor with a key nobody knows", async () => {
    const driver = accepted();
    const command = await signedBy(driver, agreeing("examine"));
    const chief = reviewerWith("chief-leader");
    expect(check({ ...command, actor: chief }, toolsOn(driver))).toEqual({ code: "signing-key-unknown", reason: "of-another", at: null });
    const stranger = makeTestAuthority().keyOf(handler.personId);
    expect(check(await signedBy(driver, agreeing("examine"), stranger), toolsOn(driver))).toEqual({ code: "signing-key-unknown", reason: "unknown", at: null });
  });

  it("is good while the key was", async () => {
    const driver = accepted();
    const command = await signedBy(driver, agreeing("examine"));
    const { givenAt } = command;
    expect(check(command, toolsOn(driver, { [key.certificate]: addMs(givenAt, 1) }))).toBeUndefined();
    expect(check(command, toolsOn(driver, { [key.certificate]: givenAt }))).toEqual({ code: "signing-key-unknown", reason: "revoked", at: givenAt });
    expect(check(command, toolsOn(driver), "2025-12-31T23:59:59.999Z" as Instant)).toMatchObject({ code: "signing-key-unknown", reason: "out-of-date" });
    expect(check(command, toolsOn(driver), "2027-01-01T00:00:00.001Z" as Instant)).toMatchObject({ code: "signing-key-unknown", reason: "out-of-date" });
  });

  it("stands on the record it names: opinions that came after do not matter, another past does", async () => {
    const driver = accepted();
    const command = await signedBy(driver, agreeing("examine"));
    const version = driver.case.version;
    driver.mustGiveAs(handler, agreeing("examine"));
    expect(check(command, toolsOn(driver))).toBeUndefined();
    const past: SignatureTools = { ...toolsOn(driver), hashAt: () => "a".repeat(64) };
    expect(check(command, past)).toEqual({ code: "record-changed", recordVersion: version });
    expect(check(command, { ...past, hashAt: () => undefined })).toEqual({ code: "record-changed", recordVersion: version });
  });

  it("finds every changed byte of the signed statement", async () => {
    const driver = accepted();
    const command = await signedBy(driver, disagreeing("examine"));
    const signature = command.payload.signature!;
    const bytes = bytesOfStatement(statementOfCommand(command, signature));
    const { isRight } = authority.tools();
    expect(isRight(signature, bytes)).toBe(true);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const changed = Uint8Array.from(bytes);
        changed[place] = changed[place]! ^ change;
        expect(isRight(signature, changed)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it("means one thing only: the same statement is the same bytes, another one others", () => {
    const text = fc.string({ unit: "binary", maxLength: 40 });
    const statement = fc.record({ text, reasons: text });
    const driver = accepted();
    const bytesOf = (payload: object): string => {
      const command = driver.command(granting) as SignedCommand;
      const head = { recordVersion: 1, recordHash: chainStart };
      return Buffer.from(bytesOfStatement({ ...statementOfCommand({ ...command, id: handler.personId as never }, head), payload })).toString("hex");
    };
    fc.assert(
      fc.property(statement, statement, (one, other) => {
        expect(bytesOf(one)).toBe(bytesOf({ reasons: one.reasons, text: one.text }));
        expect(bytesOf(one) === bytesOf(other)).toBe(one.text === other.text && one.reasons === other.reasons);
      }),
    );
  });
});

const correction = { opinionNumber: 1, verdict: "disagree", text: "不同意", reasons: "现场不符", legalBasis: { law: "测试法", article: "第一条" } } as const;

/** One act of each kind, given at a case where it goes through. */
const acts: { [K in SignedKind]: () => { driver: CaseDriver; body: CommandBody; actor: ReturnType<typeof reviewerWith> } } = {
  signOpinion: () => ({ driver: accepted(), body: disagreeing("examine"), actor: handler }),
  askOpinionCorrection: () => ({
    driver: accepted().mustGiveAs(handler, agreeing("examine")),
    body: { kind: "askOpinionCorrection", payload: { ...correction, why: "看错了图纸" } },
    actor: handler,
  }),
  correctOpinion: () => ({
    driver: accepted().mustGiveAs(handler, agreeing("examine"), { kind: "askOpinionCorrection", payload: { ...correction, why: "看错了图纸" } }),
    body: { kind: "correctOpinion", payload: correction },
    actor: reviewerWith("deputy-leader"),
  }),
  sendBack: () => ({
    driver: accepted().mustGiveAs(handler, agreeing("examine")),
    body: { kind: "sendBack", payload: { toStepCode: "examine", reason: "请核实" } },
    actor: reviewerWith("deputy-leader"),
  }),
  decideCase: () => ({
    driver: accepted().mustGiveAs(handler, agreeing("examine")).mustGiveAs(reviewerWith("deputy-leader"), agreeing("joint")),
    body: denying,
    actor: reviewerWith("chief-leader"),
  }),
  suspendCase: () => ({ driver: accepted(), body: suspending, actor: handler }),
  reportUpward: () => ({ driver: signed(accepted()), body: askingUpward, actor: reviewerWith("chief-leader") }),
  recordMeeting: () => ({ driver: signed(accepted()).mustGiveAs(reviewerWith("chief-leader"), callingMeeting), body: meetingHeld, actor: reviewerWith("chief-leader") }),
};

describe("the record of a signed act", () => {
  it.each(signedKinds)("of %s keeps the statement whole, so that the record alone proves it", async (kind) => {
    const { driver, body, actor } = acts[kind]();
    const head = headOf(driver);
    const before = driver.events.length;
    const signature = { algorithm: "ecdsa-p256", certificate: key.certificate, value: "AAAA", ...head } as const;
    const command = driver.command(body, actor) as SignedCommand;
    driver.mustGiveAs(actor, { ...body, payload: { ...body.payload, signature } } as CommandBody);
    const event = driver.events[before];
    expect(event?.kind).toBe(signedEventKinds[kind]);
    const found = findSignedEvent(event!);
    expect(found).toMatchObject({ kind, signature });
    expect(found?.statement).toEqual({ ...statementOfCommand(command, head), commandId: event?.commandId });
    expect(commandPayloadSchemas[kind].parse(event?.payload)).toEqual({ ...body.payload, signature });
    // The case as it stands needs no signature: the trail has it.
    expect(JSON.stringify(driver.case)).not.toContain("certificate\":\"M");
  });
});

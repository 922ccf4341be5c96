import { describe, expect, it } from "vitest";
import { agreeing, CaseDriver, completing, granting, receptionOf, recordOf, reviewerWith } from "../../test/fixtures/cases.ts";
import { makeTestAuthority, signCommand, textHash, type TestKey } from "../../test/fixtures/signing.ts";
import type { RecordedEvent, StampedEvent } from "../case/case-event.ts";
import type { CommandBody } from "../case/case-command.ts";
import type { Role } from "../people/role.ts";
import type { SignedCommand } from "../signature/statement.ts";
import type { Instant } from "../time/instant.ts";
import { findRecordFault, type RecordCheckOptions, type RecordRow } from "./record-fault.ts";

const authority = makeTestAuthority();
const keys = new Map<Role, TestKey>();
const always = "2026-01-01T00:00:00.000Z" as Instant;
const never = "2099-01-01T00:00:00.000Z" as Instant;
const optionsSince = (signaturesRequiredSince: Instant): RecordCheckOptions => ({ hash: textHash, signatures: authority.tools(), signaturesRequiredSince });
const rowsOf = (events: readonly RecordedEvent[]): RecordRow[] => events.map((event) => ({ version: event.version, hash: event.hash, commandId: event.commandId, event }));
const faultIn = (events: readonly RecordedEvent[], since = always) => findRecordFault(rowsOf(events), optionsSince(since));

const steps: readonly (readonly [Role, CommandBody])[] = [
  ["handler", agreeing("examine")],
  ["deputy-leader", agreeing("joint")],
  ["chief-leader", granting],
];

/** Events 1 to 6: reception to acceptance; 7 to 9: signed by three people. */
async function signedCase(isSigned: (role: Role) => boolean = () => true): Promise<RecordedEvent[]> {
  const driver = new CaseDriver().mustGive(receptionOf(1), ...completing, { kind: "acceptCase", payload: {} });
  for (const [role, body] of steps) {
    const actor = reviewerWith(role);
    const key = keys.get(role) ?? authority.keyOf(actor.personId);
    keys.set(role, key);
    const last = recordOf(driver.events, textHash).at(-1)!;
    const command = driver.command(body, actor) as SignedCommand;
    const signed = await signCommand(command, key, { recordVersion: last.version, recordHash: last.hash });
    driver.mustGiveCommand(isSigned(role) ? signed : command);
  }
  return recordOf(driver.events, textHash);
}

/** What whoever has the database's password and time can do: change an event and mend the chain after it. */
function mended(events: readonly RecordedEvent[], change: (event: StampedEvent) => StampedEvent): RecordedEvent[] {
  return recordOf(events.map(({ hash: _hash, previousHash: _previous, recordedAt: _at, ...event }) => change(event as StampedEvent)), textHash);
}

describe("a case's record", () => {
  it("is whole as it was recorded", async () => {
    expect(faultIn(await signedCase())).toBeUndefined();
  });

  it("names the changed row, its kind and which check found it", async () => {
    const events = await signedCase();
    const edited = (version: number) => events.map((event) => (event.version === version ? { ...event, occurredAt: never } : event));
    expect(faultIn(edited(2))).toEqual({ version: 2, kind: "materialRecorded", problem: "content-changed" });
    expect(faultIn(edited(8))).toEqual({ version: 8, kind: "opinionSigned", problem: "content-changed" });
    expect(faultIn(events.filter(({ version }) => version !== 4))).toEqual({ version: 5, kind: events[4]?.kind, problem: "version-missing" });
    const rows = rowsOf(events);
    rows[2] = { ...rows[2]!, hash: rows[1]!.hash };
    expect(findRecordFault(rows, optionsSince(always))).toEqual({ version: 3, kind: events[2]?.kind, problem: "row-differs" });
    rows[1] = { ...rows[1]!, event: {} as RecordedEvent };
    expect(findRecordFault(rows, optionsSince(always))).toEqual({ version: 2, kind: null, problem: "unreadable" });
  });

  it("tells a signed act that was changed, though the chain was mended", async () => {
    const turned = mended(await signedCase(), (event) => (event.kind === "opinionSigned" && event.version === 7 ? { ...event, payload: { ...event.payload, verdict: "disagree" } } : event));
    expect(faultIn(turned)).toEqual({ version: 7, kind: "opinionSigned", problem: "signature-invalid" });
  });

  it("tells any change before a signature, though the chain was mended, by the hash that was signed", async () => {
    const renamed = mended(await signedCase(), (event) => (event.version === 2 ? { ...event, actor: { ...event.actor, name: "别人" } } : event));
    expect(faultIn(renamed)).toEqual({ version: 7, kind: "opinionSigned", problem: "record-changed" });
  });

  it("tells a signature put under somebody else's name, and one taken away", async () => {
    const events = await signedCase();
    const another = mended(events, (event) => (event.version === 8 ? { ...event, actor: reviewerWith("chief-leader") } : event));
    expect(faultIn(another)).toEqual({ version: 8, kind: "opinionSigned", problem: "signing-key-unknown" });
    const stripped = mended(events, (event) => {
      if (event.version !== 9 || event.kind !== "caseDecided") return event;
      const { signature: _signature, ...payload } = event.payload;
      return { ...event, payload };
    });
    expect(faultIn(stripped, never)).toEqual({ version: 9, kind: "caseDecided", problem: "signature-missing" });
  });

  it("stays readable where it is from before signatures, and asks for them from then on", async () => {
    const old = await signedCase(() => false);
    expect(faultIn(old, never)).toBeUndefined();
    expect(faultIn(old, always)).toEqual({ version: 7, kind: "opinionSigned", problem: "signature-missing" });
    const since = await signedCase((role) => role !== "handler");
    expect(faultIn(since, never)).toBeUndefined();
  });
});

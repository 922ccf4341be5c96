import { beforeAll, describe, expect, it } from "vitest";
import { syncProtocolVersion } from "../../contracts/sync.ts";
import { addMs, type Instant } from "../../domain/time/instant.ts";
import { replay } from "../../domain/case/evolve.ts";
import { centreGivenKinds } from "../../domain/case/centre-given.ts";
import { findChainBreak } from "../../domain/record/hash-chain.ts";
import { postgresFlavours, query } from "../../test/centre/postgres.ts";
import { reviewersPlace, startTrialWithReviewer, type TrialCentre } from "../../test/centre/trial-centre.ts";
import { failureCode, newCaseId, trialApplication, type TrialWindow } from "../../test/centre/trial-window.ts";
import { landDepartment, publicationsDepartment } from "../seed/offices.ts";
import { sha256Of } from "./append.ts";

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`commands on ${name}`, () => {
    let centre: TrialCentre;
    let window: TrialWindow;
    let reviewer: TrialWindow;

    beforeAll(async () => {
      const trial = await startTrialWithReviewer(start);
      ({ centre, window, reviewer } = trial);
      return trial.stop;
    });

    it("records a case from reception to acceptance and tells the deciding office", async () => {
      const [receive, ...rest] = window.reception();
      const caseId = receive!.caseId;
      const results = await window.push([receive!, ...rest, window.command("acceptCase", caseId, {})]);
      expect(results.map((result) => result.outcome)).toEqual(results.map(() => "applied"));
      const events = (await reviewer.pullAll(2)).filter((event) => event.caseId === caseId);
      expect(events).toEqual(results.flatMap((result) => (result.outcome === "applied" ? result.events : [])));
      expect(findChainBreak(events, sha256Of)).toBeUndefined();
      expect(replay(events)?.stage).toBe("accepted");
      const listed = await reviewer.request("GET", "/api/cases?stage=accepted");
      expect(listed.body).toMatchObject({ cases: expect.arrayContaining([expect.objectContaining({ caseId, stage: "accepted", projectName: "红梅书店" })]) });
      const record = await reviewer.request("GET", `/api/cases/${caseId}/events`);
      expect(record.body).toEqual({ events, fault: null });
    });

    it("answers a repeated push with the first results, and records it once", async () => {
      const commands = window.reception();
      const accept = window.command("acceptCase", commands[0]!.caseId, {});
      const again = window.command("acceptCase", commands[0]!.caseId, {});
      const first = await window.push([...commands, accept, again]);
      const second = await window.push([...commands, accept, again]);
      expect(first.at(-1)).toMatchObject({ outcome: "rejected", refusal: { code: "not-allowed-now" }, isDuplicate: false });
      expect(second).toEqual(first.map((result) => ({ ...result, isDuplicate: true })));
      const events = (await window.pullAll()).filter((event) => event.caseId === commands[0]!.caseId);
      expect(events).toHaveLength(first.length - 1);
    });

    it("records a command once when it is pushed many times at once", async () => {
      const commands = window.reception();
      const answers = await Promise.all(Array.from({ length: 8 }, () => window.push(commands)));
      for (const [index] of commands.entries()) {
        const results = answers.map((results) => results[index]!);
        expect(results.filter((result) => !result.isDuplicate)).toHaveLength(1);
        expect(new Set(results.map((result) => JSON.stringify({ ...result, isDuplicate: true }))).size).toBe(1);
      }
    });

    it("gives a number to one case only", async () => {
      const [receive] = window.reception();
      const [twin] = window.reception();
      if (receive?.kind !== "receiveCase" || twin?.kind !== "receiveCase") throw new Error("reception first");
      twin.payload = { ...twin.payload, number: receive.payload.number };
      const results = await window.push([receive, twin]);
      expect(results[1]).toMatchObject({ outcome: "rejected", refusal: { code: "number-taken", number: receive.payload.number } });
    });

    it("refuses what the rules refuse, and goes on with the next command", async () => {
      const caseId = newCaseId();
      const [receive] = window.reception(caseId);
      if (receive?.kind !== "receiveCase") throw new Error("reception first");
      const strange = { ...receive, payload: { ...receive.payload, itemVersion: 99 } };
      const results = await window.push([
        window.command("acceptCase", newCaseId(), {}),
        strange,
        window.command("acceptCase", caseId, {}),
        { ...receive, id: window.command("acceptCase", caseId, {}).id },
        window.command("acceptCase", caseId, {}),
      ]);
      expect(results.map((result) => (result.outcome === "rejected" ? result.refusal.code : "applied"))).toEqual([
        "case-unknown", "item-unknown", "case-unknown", "applied", "not-complete",
      ]);
    });

    it("believes only people who have signed in at the workstation, with the roles they have", async () => {
      const [receive] = window.reception();
      const { actor } = receive!;
      const colleague = await centre.openWindow({ account: "liuchang" });
      const results = await window.push([
        window.command("acceptCase", newCaseId(), {}, { actor: { ...actor, roles: ["window-clerk", "chief-leader"] } }),
        window.command("acceptCase", newCaseId(), {}, { actor: { ...actor, name: "王秀" } }),
        window.command("acceptCase", newCaseId(), {}, { actor: { ...actor, officeId: landDepartment.id } }),
        window.command("acceptCase", newCaseId(), {}, { actor: { ...actor, personId: colleague.person.personId, name: colleague.person.name } }),
        window.command("acceptCase", newCaseId(), {}, { workstationCode: colleague.workstationCode }),
        window.command("acceptCase", newCaseId(), {}, { actor: { ...actor, roles: ["system"] } }),
      ]);
      expect(results.map((result) => (result.outcome === "rejected" ? result.refusal.code : "applied"))).toEqual(results.map(() => "actor-mismatch"));
    });

    it("takes no act of the centre's own from a workstation, whoever gives it", async () => {
      const officer = await centre.openWindow({ officeId: publicationsDepartment.id, account: "xiamengjie" });
      const reception = window.reception();
      await window.push(reception);
      const { caseId } = reception[0]!;
      const basis = { law: "《行政许可法》", article: "第六十九条" };
      const sha256 = "a".repeat(64) as never;
      const validFrom = "2026-11-16" as never;
      const results = await officer.push([
        officer.command("deemAccepted", caseId, {}),
        officer.command("lapseUnpaid", caseId, {}),
        officer.command("numberDocument", caseId, { document: "grant-decision", number: "1", sha256 }),
        officer.command("issueCertificate", caseId, {
          issue: "first", number: "1", replaces: null, reason: "", sha256, byteLength: 1, validFrom, validUntil: null, preparedBy: null,
        }),
        officer.command("revokeCertificate", caseId, { number: "1", reason: "注销", legalBasis: basis }),
      ]);
      expect(results).toMatchObject(centreGivenKinds.map((kind) => ({ outcome: "rejected", refusal: { code: "only-at-centre", kind } })));
    });

    it("takes no case from a window as one received online (R-RECV-1)", async () => {
      const [receive] = window.reception();
      if (receive?.kind !== "receiveCase") throw new Error("reception first");
      const online = { ...receive, payload: { ...receive.payload, channel: "online" as const } };
      expect(await window.push([online])).toMatchObject([{ outcome: "rejected", refusal: { code: "channel-not-own", channel: "online" } }]);
      // The case is none: its number and its id are free for the reception it should have been.
      const anew = window.command("receiveCase", receive.caseId, receive.payload);
      expect(await window.push([anew])).toMatchObject([{ outcome: "applied", events: [{ payload: { channel: "window" } }] }]);
    });

    it("takes a colleague's offline commands from a workstation where another has signed in since", async () => {
      const shared = await centre.openWindow({ account: "wangxiulan" });
      const commands = shared.reception();
      const signedIn = await shared.request("POST", "/api/sessions", { body: { account: "liuchang", password: centre.password } });
      expect(signedIn.status).toBe(200);
      expect((await shared.push(commands))[0]).toMatchObject({ outcome: "applied", events: [{ actor: { name: "王秀兰" } }] });
    });

    it("hides a case from offices it does not concern", async () => {
      const commands = window.reception();
      await window.push(commands);
      const stranger = await centre.openWindow({ officeId: landDepartment.id, account: "zhaomeiling" });
      const caseId = commands[0]!.caseId;
      expect(await stranger.push([stranger.command("withdrawCase", caseId, { reason: "不办了" })])).toMatchObject([{ outcome: "rejected", refusal: { code: "case-unknown" } }]);
      expect(failureCode(await stranger.request("GET", `/api/cases/${caseId}/events`))).toBe("case-unknown");
      expect((await stranger.pullAll()).filter((event) => event.caseId === caseId)).toEqual([]);
    });

    it("puts a wrong clock right and keeps what it claimed", async () => {
      const dayAhead = addMs(centre.now(), 86_400_000);
      const [receive] = window.reception();
      const givenAt = addMs(dayAhead, -600_000);
      const [result] = await window.push([{ ...receive!, givenAt }], dayAhead);
      expect(result).toMatchObject({ outcome: "applied", events: [{ occurredAt: addMs(centre.now(), -600_000), claimedAt: givenAt, recordedAt: centre.now() }] });
    });

    it("stores any text a keyboard or a broken form can give", async () => {
      const [receive] = window.reception();
      if (receive?.kind !== "receiveCase") throw new Error("reception first");
      const strange = "㛃䶮𠮷\u0000\ud800'\"\\ %s $1";
      receive.payload = { ...receive.payload, application: { ...trialApplication, projectName: strange } };
      const [result] = await window.push([receive]);
      expect(result).toMatchObject({ outcome: "applied" });
      const [event] = (await reviewer.pullAll()).filter(({ caseId }) => caseId === receive.caseId);
      expect(event).toMatchObject({ payload: { application: { projectName: strange } } });
      expect(findChainBreak([event!], sha256Of)).toBeUndefined();
    });

    it("misses no row of any feed under fifty windows at once", async () => {
      const places = [{}, reviewersPlace, { officeId: landDepartment.id, account: "zhaomeiling" }];
      const windows = await Promise.all([{}, {}, { account: "liuchang" }].map((place) => centre.openWindow(place)));
      const readers = await Promise.all(places.map((place) => centre.openWindow(place)));
      const pushes = Array.from({ length: 50 }, (_, index) => windows[index % windows.length]!.reception());
      let isPushing = true;
      // Readers follow the feed while it grows: a position that commits late must not be passed over.
      const following = readers.map(async (reader) => {
        const seen: string[] = [];
        let cursor = "";
        for (let isLast = false; !isLast; ) {
          isLast = !isPushing;
          for (let isMore = true; isMore; ) {
            const page = await reader.pull(cursor, 7);
            seen.push(...page.events.map((event) => `${event.caseId} ${event.version}`));
            ({ cursor, isMore } = page);
          }
        }
        return seen;
      });
      const recorded = (await Promise.all(pushes.map(async (commands, index) => windows[index % windows.length]!.push(commands)))).flat();
      isPushing = false;
      const [hall, publications, land] = await Promise.all(following);
      const expected = recorded.flatMap((result) => (result.outcome === "applied" ? result.events.map((event) => `${event.caseId} ${event.version}`) : []));
      expect(expected).toHaveLength(pushes.flat().length);
      for (const seen of [hall!, publications!]) {
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen).toEqual(expect.arrayContaining(expected));
      }
      expect(land).toEqual([]);
      const gaps = await query(centre.databaseUrl, "select office_id from feed group by office_id having count(*) <> max(position)");
      expect(gaps).toEqual([]);
    });

    it("starts a reader again whose cursor is of another record, and refuses a made-up one", async () => {
      const all = await window.pullAll();
      const foreign = Buffer.from(JSON.stringify({ epoch: "another", positions: { [window.officeId]: 1_000_000 } })).toString("base64url");
      expect((await window.pull(foreign, 2000)).events).toEqual(all);
      expect(failureCode(await window.request("GET", "/api/sync/pull?cursor=made-up"))).toBe("cursor-invalid");
    });

    it("tells a listening workstation that there is something to pull", async () => {
      const stop = new AbortController();
      const response = await fetch(`${centre.url}/api/sync/events`, {
        headers: { "x-yichuang-protocol": String(syncProtocolVersion), "x-yichuang-device": reviewer.deviceToken },
        signal: stop.signal,
      });
      let said = "";
      const reading = (async () => {
        for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) said += Buffer.from(chunk).toString();
      })().catch(() => undefined);
      await expect.poll(() => said.split("event: changed").length - 1, { timeout: 20_000 }).toBe(1);
      await window.push(window.reception());
      await expect.poll(() => said.split("event: changed").length - 1, { timeout: 20_000 }).toBeGreaterThan(1);
      stop.abort();
      await reading;
    });

    it("refuses another version of the contract, and a push it cannot read", async () => {
      const foreign = await window.request("GET", "/api/sync/pull", { headers: { "x-yichuang-protocol": "0" } });
      expect([foreign.status, failureCode(foreign)]).toEqual([426, "protocol-mismatch"]);
      const unreadable = await window.request("POST", "/api/sync/push", { body: { sentAt: "yesterday" as Instant, commands: [] } });
      expect([unreadable.status, failureCode(unreadable)]).toEqual([400, "request-invalid"]);
      const both = await window.request("POST", "/api/sync/push", { body: { commands: "other" }, headers: { "x-yichuang-protocol": "0" } });
      expect([both.status, failureCode(both)]).toEqual([426, "protocol-mismatch"]);
    });
  });
}

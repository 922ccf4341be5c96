import { utimes } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { deviceTokenHeader, longestFileBytes, missingFilesSchema, protocolVersionHeader, syncProtocolVersion } from "../../contracts/sync.ts";
import type { CaseId } from "../../domain/ids.ts";
import { postgresFlavours } from "../../test/centre/postgres.ts";
import { startTrialWithReviewer, type TrialCentre } from "../../test/centre/trial-centre.ts";
import { failureCode, makePage, type TrialWindow } from "../../test/centre/trial-window.ts";
import { landDepartment } from "../seed/offices.ts";
import { pictureBytes } from "../../test/fixtures/picture-bytes.ts";
import { sweepUploads } from "./sweep-uploads.ts";

for (const { name, isAvailable, start } of postgresFlavours) {
  describe.skipIf(!isAvailable)(`a case's pages on ${name}`, () => {
    let centre: TrialCentre;
    let window: TrialWindow;
    let reviewer: TrialWindow;
    let pages = 0;

    beforeAll(async () => {
      const trial = await startTrialWithReviewer(start);
      ({ centre, window, reviewer } = trial);
      return trial.stop;
    });

    const patch = (path: string, body: Buffer, offset: number, length: number) =>
      window.request("PATCH", path, { body, headers: { "upload-offset": String(offset), "upload-length": String(length) } });
    const caseWithPage = async (): Promise<{ caseId: CaseId; content: Buffer; path: string }> => {
      const content = pictureBytes(`page ${(pages += 1)}`, 80_000);
      const page = makePage(content);
      const [receive] = window.reception();
      const attach = window.command("attachPages", receive!.caseId, { materialCode: "application-form", index: 0, pages: [page] });
      const results = await window.push([receive!, attach]);
      expect(results.map((result) => result.outcome)).toEqual(["applied", "applied"]);
      return { caseId: receive!.caseId, content, path: `/api/files/${page.sha256}` };
    };

    it("R-RECV-7: are shown as missing until they have arrived whole", async () => {
      const { caseId, content, path } = await caseWithPage();
      const sha256 = path.slice(-64);
      const file = { sha256, byteLength: content.length };
      expect((await reviewer.request("GET", `/api/cases/${caseId}/files`)).body).toEqual({ arrived: [], missing: [file] });
      expect((await reviewer.request("GET", path)).status).toBe(404);
      expect((await patch(path, content.subarray(0, 30_000), 0, content.length)).headers.get("upload-offset")).toBe("30000");
      const missing = await window.request("POST", "/api/files/missing", { body: { sha256s: [sha256] } });
      expect(missingFilesSchema.parse(missing.body)).toEqual({ missing: [{ sha256, offset: 30_000 }] });
      const last = await patch(path, content.subarray(30_000), 30_000, content.length);
      expect([last.status, last.headers.get("upload-complete")]).toEqual([204, "1"]);
      expect((await reviewer.request("GET", `/api/cases/${caseId}/files`)).body).toEqual({ arrived: [file], missing: [] });
      expect((await reviewer.request("GET", path)).body).toEqual(content);
      expect((await window.request("POST", "/api/files/missing", { body: { sha256s: [sha256] } })).body).toEqual({ missing: [] });
    });

    it("are read only by offices whose cases name them", async () => {
      const { content, path } = await caseWithPage();
      await patch(path, content, 0, content.length);
      const stranger = await centre.openWindow({ officeId: landDepartment.id, account: "zhaomeiling" });
      expect(failureCode(await stranger.request("GET", path))).toBe("file-unknown");
      expect((await reviewer.request("GET", path)).status).toBe(200);
    });

    it("resume where a line was cut in the middle of the body", async () => {
      const { content, path } = await caseWithPage();
      await sendHalfAndCut(path, content, 45_000);
      await expect.poll(async () => (await window.request("HEAD", path)).headers.get("upload-offset")).toBe("45000");
      const wrong = await patch(path, content, 0, content.length);
      expect([wrong.status, failureCode(wrong), wrong.headers.get("upload-offset")]).toEqual([409, "file-offset-wrong", "45000"]);
      expect((await patch(path, content.subarray(45_000), 45_000, content.length)).headers.get("upload-complete")).toBe("1");
    });

    it("begin again when nothing more came of them for a week, and go on before", async () => {
      const { content, path } = await caseWithPage();
      const sent = await caseWithPage();
      await patch(sent.path, sent.content, 0, sent.content.length);
      await patch(path, content.subarray(0, 45_000), 0, content.length);
      const partial = join(centre.dataFolder, "files/partial", path.slice(-64));
      const untouchedFor = (days: number): Promise<void> => utimes(partial, new Date(), new Date(Date.parse(centre.now()) - days * 24 * 3_600_000));
      await untouchedFor(6);
      await sweepUploads(centre.centre);
      expect((await window.request("HEAD", path)).headers.get("upload-offset")).toBe("45000");
      await untouchedFor(8);
      await sweepUploads(centre.centre);
      expect((await window.request("HEAD", path)).headers.get("upload-offset")).toBe("0");
      const late = await patch(path, content.subarray(45_000), 45_000, content.length);
      expect([late.status, failureCode(late), late.headers.get("upload-offset")]).toEqual([409, "file-offset-wrong", "0"]);
      expect((await patch(path, content, 0, content.length)).headers.get("upload-complete")).toBe("1");
      expect((await window.request("GET", path)).body).toEqual(content);
      expect((await window.request("GET", sent.path)).body).toEqual(sent.content);
    });

    it("are thrown away when the content is wrong", async () => {
      const { content, path } = await caseWithPage();
      const answer = await patch(path, Buffer.alloc(content.length), 0, content.length);
      expect([answer.status, failureCode(answer), answer.headers.get("upload-offset")]).toEqual([422, "file-content-wrong", "0"]);
      expect((await window.request("HEAD", path)).headers.get("upload-offset")).toBe("0");
    });

    it.each<[what: string, content: Buffer, rules: string]>([
      ["a PDF", Buffer.from("%PDF-1.7 ..."), "format"],
      ["a JPEG cut off", pictureBytes("cut", 5000).subarray(0, 4000), "format"],
      ["a JPEG too small to read", pictureBytes("small", 5000, { width: 320, height: 240 }), "too-small"],
      ["a JPEG larger than a page", pictureBytes("large", 5000, { width: 2480, height: 3508 }), "too-large"],
    ])("R-SCAN-1: are not taken from %s, whatever its sender says of it", async (_what, content, rules) => {
      const { sha256 } = makePage(content);
      const [receive] = window.reception();
      const attach = window.command("attachPages", receive!.caseId, { materialCode: "application-form", index: 0, pages: [makePage(content)] });
      expect(await window.push([receive!, attach])).toMatchObject([{ outcome: "applied" }, { outcome: "applied" }]);
      const answer = await patch(`/api/files/${sha256}`, content, 0, content.length);
      expect([answer.status, answer.body]).toMatchObject([422, { code: "file-not-a-page", details: { rules } }]);
      expect((await reviewer.request("GET", `/api/cases/${receive!.caseId}/files`)).body).toMatchObject({ arrived: [], missing: [{ sha256 }] });
      expect((await window.request("HEAD", `/api/files/${sha256}`)).headers.get("upload-offset")).toBe("0");
    });

    it("arrive once when two windows send the same", async () => {
      const { content, path } = await caseWithPage();
      const answers = await Promise.all([patch(path, content, 0, content.length), patch(path, content, 0, content.length)]);
      for (const answer of answers) expect([204, 409]).toContain(answer.status);
      expect((await window.request("HEAD", path)).headers.get("upload-complete")).toBe("1");
      expect((await window.request("GET", path)).body).toEqual(content);
    });

    it("have a longest length and need a device", async () => {
      const { content, path } = await caseWithPage();
      expect(failureCode(await patch(path, content, 0, longestFileBytes + 1))).toBe("file-too-long");
      const anonymous = await fetch(centre.url + path, { headers: { [protocolVersionHeader]: String(syncProtocolVersion) } });
      expect(anonymous.status).toBe(401);
    });

    /** Sends the head of a request for the whole content and only its first bytes, then drops the connection. */
    function sendHalfAndCut(path: string, content: Buffer, cutAt: number): Promise<void> {
      return new Promise((resolve) => {
        const request = httpRequest(centre.url + path, {
          method: "PATCH",
          headers: {
            [protocolVersionHeader]: String(syncProtocolVersion),
            [deviceTokenHeader]: window.deviceToken,
            "content-type": "application/octet-stream",
            "content-length": content.length,
            "upload-offset": 0,
            "upload-length": content.length,
          },
        });
        request.on("error", () => undefined);
        request.on("close", () => resolve());
        request.write(content.subarray(0, cutAt), () => {
          // Only what reached the centre counts: wait for its own word before the cut.
          void expect.poll(async () => (await window.request("HEAD", path)).headers.get("upload-offset")).toBe(String(cutAt)).then(() => request.destroy());
        });
      });
    }
  });
}

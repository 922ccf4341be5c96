import { describe, expect, it } from "vitest";
import { sha256Schema } from "../../../domain/ids.ts";
import { pageSchema } from "../../../domain/case/page.ts";
import { Failure } from "../../../domain/failure.ts";
import { monday, testId } from "../../../test/fixtures/cases.ts";
import { sharp } from "../../../scanner/pipeline/sharp.ts";
import { preparePicture } from "./prepare-picture.ts";

const signature = async (): Promise<Uint8Array> => {
  const stroke = '<svg width="1280" height="640"><path d="M200 400 Q 500 100 700 380 T 1100 300" fill="none" stroke="#101418" stroke-width="9"/></svg>';
  return sharp({ create: { width: 1280, height: 640, channels: 3, background: "#fff" } }).composite([{ input: Buffer.from(stroke) }]).png().toBuffer();
};

describe("one picture made into a page", () => {
  it("is kept before anybody is told of it, under the name of its content", async () => {
    const kept: string[] = [];
    const ports = { mode: "standard", now: () => monday, newId: () => testId(8, 1), keepPage: (sha256: string) => void kept.push(sha256) } as const;
    const { page, warnings } = await preparePicture({ name: "手写签名.png", bytes: await signature(), origin: "signature" }, ports);
    expect(pageSchema.parse(page)).toMatchObject({ pageId: testId(8, 1), scannedAt: monday, source: "手写签名.png", isBlank: false, width: 1280, height: 640 });
    expect(kept).toEqual([sha256Schema.parse(page.sha256)]);
    expect(warnings).not.toContain("blank");
  });

  it("says what is wrong with it and keeps nothing, and passes on a full disk", async () => {
    const kept: string[] = [];
    const ports = { mode: "standard", now: () => monday, newId: () => testId(8, 1), keepPage: (sha256: string) => void kept.push(sha256) } as const;
    await expect(preparePicture({ name: "空.png", bytes: new Uint8Array(), origin: "file" }, ports)).rejects.toMatchObject({ code: "page-file-empty" });
    expect(kept).toEqual([]);
    const full = { ...ports, keepPage: () => { throw new Failure("store-disk-full", { retryable: true }); } };
    await expect(preparePicture({ name: "手写签名.png", bytes: await signature(), origin: "signature" }, full)).rejects.toMatchObject({ code: "store-disk-full" });
  });
});

import type { Page } from "../../domain/case/page.ts";
import type { PageId, Sha256 } from "../../domain/ids.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { newUuid } from "../app/uuid.ts";

/** Page pictures by content, as the workstation's page database would hold them. */
export function createFakePages() {
  const jpegs = new Map<Sha256, Uint8Array>();

  const keep = async (canvas: OffscreenCanvas, isBlank: boolean, source: string): Promise<Page> => {
    const jpeg = new Uint8Array(await (await canvas.convertToBlob({ type: "image/jpeg", quality: 0.5 })).arrayBuffer());
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", jpeg));
    const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("") as Sha256;
    jpegs.set(sha256, jpeg);
    const { width, height } = canvas;
    const scannedAt = new Date().toISOString() as Instant;
    return { pageId: newUuid() as PageId, sha256, byteLength: Math.min(jpeg.length, 90_000), width, height, turnDegrees: 0, isBlank, scannedAt, source };
  };

  return {
    find: (sha256: Sha256) => jpegs.get(sha256),
    /** An A4 sheet with a heading and lines of text. */
    draw(heading: string, isBlank: boolean): Promise<Page> {
      const canvas = new OffscreenCanvas(1131, 1600);
      const pen = canvas.getContext("2d");
      if (!pen) throw new Error("no canvas");
      pen.fillStyle = "#fdfdfa";
      pen.fillRect(0, 0, 1131, 1600);
      pen.fillStyle = "#1a1a1a";
      if (!isBlank) {
        pen.font = "bold 52px 'Noto Sans CJK SC'";
        pen.textAlign = "center";
        pen.fillText(heading, 565, 170, 1000);
        pen.textAlign = "left";
        pen.font = "30px 'Noto Serif CJK SC'";
        for (let line = 0; line < 24; line += 1) pen.fillText("申请单位应当如实提交有关材料，并对其真实性负责，逾期未补正的不予受理。", 110, 290 + line * 50, 900);
        pen.strokeStyle = "#c1272d";
        pen.lineWidth = 6;
        pen.beginPath();
        pen.arc(850, 1320, 110, 0, 7);
        pen.stroke();
      }
      return keep(canvas, isBlank, "开发用扫描仪");
    },
    async read(name: string, bytes: Uint8Array): Promise<Page> {
      const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
      const scale = Math.min(1, 1600 / Math.max(bitmap.width, bitmap.height), 1200 / Math.min(bitmap.width, bitmap.height));
      const canvas = new OffscreenCanvas(Math.max(480, Math.round(bitmap.width * scale)), Math.max(640, Math.round(bitmap.height * scale)));
      canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      return keep(canvas, false, name);
    },
  };
}

export type FakePages = ReturnType<typeof createFakePages>;

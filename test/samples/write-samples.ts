import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import sharp from "sharp";
import { DEMO_SHEETS } from "./demo-sheets.ts";
import { createDrawing, SHEET } from "./drawing.ts";
import { createRandom } from "./random.ts";
import { scanSheet } from "./scan-effects.ts";

// Writes the scans of the demo: `node test/samples/write-samples.ts [FOLDER]`. They are committed; run it after a change here.
const LIMIT_BYTES = 400_000;
/** A4 at 200 dpi. */
const WIDTH = 1654;
const folder = resolve(process.argv[2] ?? "samples");

await mkdir(folder, { recursive: true });
for (const [index, sheet] of DEMO_SHEETS.entries()) {
  const drawing = createDrawing();
  sheet.draw(drawing);
  // Nobody lays a sheet down quite straight.
  const rotateDegrees = [0.4, -0.3, 0, 0.6, -0.2, 0.1, 0, -0.5][index % 8]!;
  const drawn = await drawing.render({ background: sheet.background, rotateDegrees });
  const scan = await scanSheet(drawn, createRandom(index + 1), { noise: 2.5, blur: 0.6, jpegQuality: 95 });
  const path = join(folder, `${sheet.name}.jpg`);
  for (let quality = 86; quality > 40; quality -= 6) {
    const jpeg = await sharp(scan).resize({ width: WIDTH, height: Math.round((WIDTH * SHEET.height) / SHEET.width) }).withMetadata({ density: 200 }).jpeg({ quality }).toBuffer();
    if (jpeg.byteLength > LIMIT_BYTES) continue;
    await writeFile(path, jpeg);
    process.stdout.write(`${path} ${jpeg.byteLength}\n`);
    break;
  }
}

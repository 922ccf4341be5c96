import { describe, expect, it } from "vitest";
import { preparePage, type PageMode } from "./prepare-page.ts";
import { sharp } from "./sharp.ts";

const A4 = { width: 1131, height: 1600 } as const;
const stampAt = { x: 800, y: 1150 } as const;

/** Blocks of ink in lines, as print is to a measure of colour. */
const print = Array.from({ length: 26 }, (_, row) =>
  Array.from({ length: 40 }, (_, column) => `<rect x="${120 + column * 22}" y="${200 + row * 50}" width="14" height="${10 + ((column * 13 + row * 7) % 12)}" fill="#222"/>`).join(""),
).join("");

const stamp = (radius: number, opacity: number): string =>
  `<g opacity="${opacity}" fill="#d3202f"><circle cx="${stampAt.x}" cy="${stampAt.y}" r="${radius}" fill="none" stroke="#d3202f" stroke-width="${radius / 12}"/><circle cx="${stampAt.x}" cy="${stampAt.y}" r="${radius * 0.3}"/></g>`;

async function sheet(paper: string, marks: string): Promise<Uint8Array> {
  const svg = `<svg width="${A4.width}" height="${A4.height}"><rect width="100%" height="100%" fill="${paper}"/>${print}${marks}</svg>`;
  return sharp(Buffer.from(svg)).blur(0.6).jpeg({ quality: 92 }).toBuffer();
}

/** Mean red, green and blue in the middle of the stamp. */
async function stampColour(bytes: Uint8Array, mode: PageMode): Promise<readonly [number, number, number]> {
  const page = await preparePage({ name: "sheet", bytes }, { mode });
  expect(page.colour).toBe("colour");
  const scale = page.width / A4.width;
  const at = { left: Math.round((stampAt.x - 8) * scale), top: Math.round((stampAt.y - 8) * scale), width: 16, height: 16 };
  const { channels } = await sharp(await sharp(page.jpeg).extract(at).png().toBuffer()).stats();
  return [channels[0]?.mean ?? 0, channels[1]?.mean ?? 0, channels[2]?.mean ?? 0];
}

describe("a red stamp stays red", () => {
  it.each([
    ["a full one on white paper", "#ffffff", 110, 0.86, 120],
    ["a worn one", "#ffffff", 110, 0.5, 60],
    ["a faint one on recycled paper", "#e9e9e4", 110, 0.3, 25],
    ["a small name stamp on cream paper", "#f3e4c8", 45, 0.86, 120],
    ["a small faint one", "#ffffff", 45, 0.3, 25],
  ])("%s", async (_title, paper, radius, opacity, leastRedness) => {
    const bytes = await sheet(paper, stamp(radius, opacity));
    for (const mode of ["standard", "fast"] as const) {
      const [red, green, blue] = await stampColour(bytes, mode);
      expect(red - Math.max(green, blue), mode).toBeGreaterThan(leastRedness);
    }
  });

  it("when the page was turned to lie straight", async () => {
    const upright = await sheet("#ffffff", stamp(110, 0.86));
    const askew = await sharp(upright).rotate(2.6, { background: "#ffffff" }).jpeg({ quality: 92 }).toBuffer();
    const page = await preparePage({ name: "sheet", bytes: askew }, { mode: "standard" });
    expect(page.turnedDegrees).toBeCloseTo(-2.6, 1);
    expect(page.colour).toBe("colour");
    const { data, info } = await sharp(page.jpeg).raw().toBuffer({ resolveWithObject: true });
    let red = 0;
    for (let at = 0; at < data.length; at += info.channels) if (data[at]! > 150 && data[at + 1]! < 110 && data[at + 2]! < 120) red++;
    expect(red / (info.width * info.height)).toBeGreaterThan(0.002);
  });
});

describe("print alone is grey", () => {
  it("also where the scanner's lamps leave a red rim on one side of a stroke and a blue one on the other", async () => {
    const { data, info } = await sharp(await sheet("#ffffff", "")).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const fringed = Buffer.from(data);
    // The red channel one pixel up, the blue one down.
    const row = info.width * 3;
    for (let at = row; at < data.length - row; at += 3) {
      fringed[at] = (data[at]! * 2 + data[at - row]!) / 3;
      fringed[at + 2] = (data[at + 2]! * 2 + data[at + 2 + row]!) / 3;
    }
    const bytes = await sharp(fringed, { raw: { width: info.width, height: info.height, channels: 3 } }).png().toBuffer();
    expect((await preparePage({ name: "sheet", bytes }, { mode: "fast" })).colour).toBe("grey");
  });
});

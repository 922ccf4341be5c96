import { spawn } from "node:child_process";
import sharp from "sharp";

/** Every page is read at the size of the paper at 300 dpi, whatever pixels it has: what a person does by zooming in. */
const READING_LONG_SIDE = 3508;

/** Reads a page with tesseract's simplified Chinese. */
export async function readPage(jpeg: Uint8Array, isColumns: boolean): Promise<string> {
  const box = { width: READING_LONG_SIDE, height: READING_LONG_SIDE, fit: "inside", kernel: "cubic" } as const;
  const picture = await sharp(jpeg).autoOrient().greyscale().resize(box).withMetadata({ density: 300 }).png({ compressionLevel: 1 }).toBuffer();
  const pageSegmentation = isColumns ? "3" : "6";
  const child = spawn("tesseract", ["stdin", "stdout", "-l", "chi_sim", "--psm", pageSegmentation], {
    env: { ...process.env, OMP_THREAD_LIMIT: "1" },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stdin.on("error", () => undefined);
  child.stdin.end(picture);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (exitCode !== 0) throw new Error(`tesseract ended with ${exitCode}`);
  return Buffer.concat(chunks).toString();
}

/**
 * The share of the truth's characters that were read right and in order (longest common subsequence). Width of punctuation and
 * white space do not count.
 */
export function shareReadRight(truth: string, seen: string): number {
  const wanted = toCodes(truth);
  const got = toCodes(seen);
  if (wanted.length === 0) return 1;
  let above = new Uint16Array(got.length + 1);
  let row = new Uint16Array(got.length + 1);
  for (const code of wanted) {
    for (let j = 1; j <= got.length; j++) row[j] = got[j - 1] === code ? above[j - 1]! + 1 : Math.max(above[j]!, row[j - 1]!);
    [above, row] = [row, above];
  }
  return above[got.length]! / wanted.length;
}

function toCodes(text: string): number[] {
  return [...text.normalize("NFKC").replace(/\s+/g, "").replaceAll("。", ".").replaceAll("、", ",")].map((character) => character.codePointAt(0)!);
}

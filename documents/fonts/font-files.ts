import { existsSync } from "node:fs";
import { createRequire } from "node:module";

/** Which kind of letter a text is set in: 标题 (bold serif), 黑体 for labels and headings, 正文 (serif). */
export type FontRole = "title" | "heading" | "body";

/** For each role the files looked through for a character, best first. A customer with a licence puts its own 仿宋 first. */
export type FontFiles = Readonly<Record<FontRole, readonly string[]>>;

/** Big character sets a system may have: Debian's fonts-hanazono (all of GB 18030-2022), 宋体-ExtB of Windows. */
const systemFontFiles = [
  "/usr/share/fonts/truetype/hanazono/HanaMinA.ttf",
  "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf",
  "/usr/share/fonts/truetype/fonts-hanazono/HanaMinA.ttf",
  "/usr/share/fonts/truetype/fonts-hanazono/HanaMinB.ttf",
  "C:\\Windows\\Fonts\\simsunb.ttf",
];

/**
 * The open fonts the program ships: all 8,105 standard characters and more in each role; behind them a Japanese serif for
 * characters such as 𠮷, and whatever big sets the system has.
 */
export function bundledFontFiles(): FontFiles {
  const { resolve } = createRequire(import.meta.url);
  const serif = (weight: string): string => resolve(`@expo-google-fonts/noto-serif-sc/${weight}/NotoSerifSC_${weight}.ttf`);
  const rare = [resolve("@expo-google-fonts/noto-serif-jp/400Regular/NotoSerifJP_400Regular.ttf"), ...systemFontFiles.filter((file) => existsSync(file))];
  const body = serif("400Regular");
  return {
    title: [serif("700Bold"), body, ...rare],
    heading: [resolve("@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf"), body, ...rare],
    body: [body, ...rare],
  };
}

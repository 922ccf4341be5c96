import type { IdentityCardKind } from "./identity-card.ts";

/** All four layouts are 256 bytes of UTF-16LE with the letter of the kind at the same place. */
export const TEXT_BYTES = 256;
export const KIND_LETTER_AT = 248;

/** Fields in the chip's order with their widths in bytes. `-` is reserved. */
type Layout = readonly (readonly [field: string, bytes: number])[];

const head = [["name", 30], ["sex", 2]] as const;
const middle = [["number", 36], ["issuer", 30], ["validFrom", 16], ["validUntil", 16]] as const;

export const layouts: Readonly<Record<IdentityCardKind, Layout>> = {
  resident: [...head, ["nation", 4], ["birthDate", 16], ["address", 70], ...middle, ["-", 36]],
  "hong-kong-macau-taiwan": [
    ...head, ["-", 4], ["birthDate", 16], ["address", 70], ...middle,
    ["passNumber", 18], ["issueCount", 4], ["-", 6], ["kind", 2], ["-", 6],
  ],
  "foreigner-2017": [
    ["latinName", 120], ["sex", 2], ["number", 30], ["nationality", 6], ["name", 30], ["validFrom", 16], ["validUntil", 16],
    ["birthDate", 16], ["-", 4], ["issuer", 8], ["kind", 2], ["-", 6],
  ],
  // Known from vendors' headers, not from the standard's text.
  "foreigner-2023": [
    ...head, ["issueCount", 4], ["birthDate", 16], ["latinName", 70], ...middle, ["-", 22], ["nationality", 6], ["kind", 2], ["-", 6],
  ],
};

export const kindByLetter: Readonly<Record<string, IdentityCardKind>> = {
  " ": "resident",
  J: "hong-kong-macau-taiwan",
  I: "foreigner-2017",
  Y: "foreigner-2023",
};

/** The peoples of China by their GB/T 3304 code, the place in this list; cards also know 97 and 98. */
const peoples =
  "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 " +
  "仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺";

export const nationByCode: ReadonlyMap<string, string> = new Map([
  ...peoples.split(" ").map((name, index) => [String(index + 1).padStart(2, "0"), name] as const),
  ["97", "其他"],
  ["98", "外国血统中国籍人士"],
]);

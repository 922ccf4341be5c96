/** Bytes of UTF-8 a name may have: file systems allow 255, and `.zip` or a number may follow. */
const LIMIT_BYTES = 200;
const WINDOWS_DEVICES = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

/**
 * A name any file system takes (Linux, Windows, a USB stick's FAT), as close to the given one as may be: forbidden signs become
 * their full-width twins, so a person still reads the same name.
 */
export function toFileName(name: string, fallback: string): string {
  const twins: Readonly<Record<string, string>> = { "/": "／", "\\": "＼", ":": "：", "*": "＊", "?": "？", '"': "＂", "<": "＜", ">": "＞", "|": "｜" };
  const safe = name
    .normalize("NFC")
    .replace(/[/\\:*?"<>|]/g, (sign) => twins[sign]!)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "")
    .replace(/\s+/g, " ");
  const cut = cutBytes(safe, LIMIT_BYTES).replace(/^[. ]+|[. ]+$/g, "");
  if (cut === "") return fallback;
  return WINDOWS_DEVICES.test(cut) ? `_${cut}` : cut;
}

/** Gives each name once: the second `施工` becomes `施工 (2)`. Case is ignored, as Windows does. */
export function createNameGiver(): (name: string) => string {
  const given = new Set<string>();
  return (name) => {
    let unique = name;
    for (let number = 2; given.has(unique.toLowerCase()); number++) unique = `${name} (${number})`;
    given.add(unique.toLowerCase());
    return unique;
  };
}

function cutBytes(text: string, limit: number): string {
  let bytes = 0;
  let cut = "";
  for (const sign of text) {
    bytes += Buffer.byteLength(sign);
    if (bytes > limit) break;
    cut += sign;
  }
  return cut;
}

const names: Readonly<Record<string, string>> = {
  main: "主纸盒", manual: "手动进纸", "by-pass-tray": "多用途纸盒", top: "上纸盒", middle: "中纸盒", bottom: "下纸盒", "large-capacity": "大容量纸盒", envelope: "信封",
};

/** A printer's tray (`media-source` of IPP) in words; as the printer names it where nobody has any. */
export function trayName(tray: string): string {
  const numbered = /^tray-(\d+)$/.exec(tray);
  return numbered ? `纸盒 ${numbered[1]}` : (names[tray] ?? tray);
}

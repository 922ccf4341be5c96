/** The first two digits of a GB/T 2260 region code that name a province, municipality or autonomous region. */
const provinceCodes = new Set(
  "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82".split(" "),
);

/** True when the six-digit code starts with a known province; counties come and go over a lifetime and are not checked. */
export function hasKnownProvince(regionCode: string): boolean {
  return provinceCodes.has(regionCode.slice(0, 2));
}

/** Numbered certificate paper: a serial is whatever is printed on the sheet; one that ends in digits belongs to a run. */

interface PlaceInRun {
  readonly head: string;
  readonly digits: string;
}

function placeOf(serial: string): PlaceInRun | undefined {
  const match = /^(.*?)(\d+)$/.exec(serial.trim());
  return match ? { head: match[1] ?? "", digits: match[2] ?? "" } : undefined;
}

function serialAt(head: string, place: bigint, digitCount: number): string {
  return `${head}${String(place).padStart(digitCount, "0")}`;
}

/** `A00099` → `A00100`; a serial that does not end in digits stays as it is and must be typed anew. */
export function nextSerial(serial: string): string {
  const place = placeOf(serial);
  return place === undefined ? serial : serialAt(place.head, BigInt(place.digits) + 1n, place.digits.length);
}

/** A stretch of sheets nobody accounted for, both ends included. */
export interface MissingSerials {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

/** What is missing between the first and the last serial of every run (same head, as many digits), in order. */
export function findMissingSerials(serials: Iterable<string>): MissingSerials[] {
  const runs = new Map<string, { head: string; digitCount: number; places: bigint[] }>();
  for (const serial of serials) {
    const place = placeOf(serial);
    if (place === undefined) continue;
    const { head, digits } = place;
    const name = `${head} ${digits.length}`;
    const run = runs.get(name) ?? { head, digitCount: digits.length, places: [] };
    run.places.push(BigInt(digits));
    runs.set(name, run);
  }
  return [...runs.values()].flatMap(({ head, digitCount, places }) => {
    const sorted = places.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    return sorted.flatMap((place, index) => {
      const gap = place - (sorted[index - 1] ?? place) - 1n;
      return gap > 0n ? [{ from: serialAt(head, place - gap, digitCount), to: serialAt(head, place - 1n, digitCount), count: Number(gap) }] : [];
    });
  });
}

import { join, parse, resolve } from "node:path";
import type { Picture } from "./pictures.ts";

export interface PageNames {
  /** Where the page of this scan is written. A scan of a file with several pages is called `name#2` and becomes `name-2.jpg`. */
  pathOf(scanName: string): string;
}

/**
 * `scan.png` becomes `scan.jpg` at the same place below the folder. Two inputs never share a page's name, and no page takes the
 * name of an input, even when the folder is the one they come from.
 */
export function createPageNames(folder: string, pictures: readonly Picture[]): PageNames {
  const taken = new Set(pictures.flatMap(({ scan }) => ("path" in scan ? [resolve(scan.path)] : [])));
  const placeOf = new Map(pictures.map(({ scan, place }) => [scan.name, place]));
  return {
    pathOf(scanName) {
      const frame = placeOf.has(scanName) ? undefined : /^(.*)#(\d+)$/s.exec(scanName);
      const place = placeOf.get(frame?.[1] ?? scanName) ?? scanName;
      const { dir, name } = parse(place);
      const stem = frame ? `${name}-${frame[2]}` : name;
      for (let copy = 1; ; copy += 1) {
        const path = join(folder, dir, `${stem}${copy > 1 ? `~${copy}` : ""}.jpg`);
        if (taken.has(resolve(path))) continue;
        taken.add(resolve(path));
        return path;
      }
    },
  };
}

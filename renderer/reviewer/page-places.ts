import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { materialOf } from "../../domain/case/case-state.ts";
import type { Page } from "../../domain/case/page.ts";

/** A page in a case: the material, and the place in it from 0. A material without pages has the place 0 all the same. */
export interface PagePlace {
  readonly materialCode: string;
  readonly index: number;
}

export function pageAt(opened: OpenedCase, place: PagePlace): Page | undefined {
  return materialOf(opened.case, place.materialCode).pages[place.index];
}

/** Where reading begins: the first page there is, or the first material. */
export function firstPlace(opened: OpenedCase): PagePlace | null {
  const { materials } = opened.item;
  const first = materials.find(({ code }) => materialOf(opened.case, code).pages.length > 0) ?? materials[0];
  return first ? { materialCode: first.code, index: 0 } : null;
}

/**
 * The place before or after. By page it goes on into the next material that has pages; by material it stops at each, pages or
 * none, since "nothing was handed in" is worth seeing too. At either end it stays.
 */
export function step(opened: OpenedCase, place: PagePlace, by: 1 | -1, what: "page" | "material"): PagePlace {
  const codes = opened.item.materials.map((material) => material.code);
  const pageCount = (code: string): number => materialOf(opened.case, code).pages.length;
  const at = codes.indexOf(place.materialCode);
  if (what === "page" && place.index + by >= 0 && place.index + by < pageCount(place.materialCode)) {
    return { ...place, index: place.index + by };
  }
  for (let next = at + by; next >= 0 && next < codes.length; next += by) {
    const code = codes[next] ?? "";
    if (what === "material") return { materialCode: code, index: 0 };
    if (pageCount(code) > 0) return { materialCode: code, index: by > 0 ? 0 : pageCount(code) - 1 };
  }
  return place;
}

/** The pages next to this one, the likeliest first: what to read ahead. */
export function neighbours(opened: OpenedCase, place: PagePlace): Page[] {
  const next = step(opened, place, 1, "page");
  const places = [next, step(opened, next, 1, "page"), step(opened, place, -1, "page")];
  const pages = places.map((candidate) => pageAt(opened, candidate)).filter((page): page is Page => page !== undefined);
  return [...new Set(pages)];
}

import type { Applicant } from "../../domain/case/application.ts";
import type { LegalBasis } from "../../domain/item/item-definition.ts";
import { epochMsOf, regionDateOf, type Instant } from "../../domain/time/instant.ts";

const regionOffsetMs = 8 * 3_600_000;

/** `2026年11月21日` of the region. */
export function chineseDate(at: Instant): string {
  const [year, month, day] = regionDateOf(at).split("-").map(Number);
  return `${year}年${month}月${day}日`;
}

/** `2026年11月21日 16:30` by the region's clocks. */
export function chineseDateTime(at: Instant): string {
  return `${chineseDate(at)} ${new Date(epochMsOf(at) + regionOffsetMs).toISOString().slice(11, 16)}`;
}

/** Paper is left lying about: of a person's number only the first six and the last four are shown; a firm's code is public. */
export function identityOnPaper(applicant: Pick<Applicant, "identityKind" | "identityNumber">): string {
  const number = [...applicant.identityNumber];
  if (applicant.identityKind === "unified-social-credit") return number.join("");
  const [head, tail] = number.length >= 15 ? [6, 4] : number.length >= 7 ? [2, 2] : [1, 0];
  return masked(number, head, tail);
}

/** `138****5678`. */
export function mobileOnPaper(mobile: string): string {
  const characters = [...mobile];
  return characters.length >= 8 ? masked(characters, 3, 4) : masked(characters, 1, 1);
}

/** `《中华人民共和国建筑法》第七条`, with the text of the article behind it when it is known. */
export function legalBasisText(basis: LegalBasis): string {
  const law = basis.law.startsWith("《") ? basis.law : `《${basis.law}》`;
  return `${law}${basis.article}${basis.text === undefined ? "" : `：${basis.text}`}`;
}

function masked(characters: readonly string[], head: number, tail: number): string {
  const hidden = Math.max(characters.length - head - tail, 0);
  return [...characters.slice(0, head), "*".repeat(hidden), ...characters.slice(characters.length - Math.min(tail, characters.length - head))].join("");
}

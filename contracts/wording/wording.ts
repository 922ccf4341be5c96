import { refusalSchema, type Refusal } from "../../domain/case/refusal.ts";
import { a4PrinterWording } from "./a4-printer.ts";
import { appWording } from "./app.ts";
import { cameraWording } from "./camera.ts";
import { cardPhotoWording } from "./card-photo.ts";
import { cardReaderWording } from "./card-reader.ts";
import { centreWording } from "./centre.ts";
import { certificateWording, verifiedFileWording } from "./certificates.ts";
import { delegationWording } from "./delegations.ts";
import { deviceWording } from "./devices.ts";
import { documentWording } from "./documents.ts";
import { esclWording } from "./escl.ts";
import { pageWarningWording, pageWording } from "./pages.ts";
import { codesAsNames, refusalWordingOf, type ItemNames } from "./refusals.ts";
import { printerWording } from "./printers.ts";
import { recordWording } from "./record.ts";
import { scannerWording } from "./scanner.ts";
import { sealTokenWording } from "./seals.ts";
import { staffCardWording } from "./staff-card.ts";
import { storeWording } from "./store.ts";
import { syncWording } from "./sync.ts";
import { workplaceWording } from "./workplace.ts";

type Details = Readonly<Record<string, string | number>>;
/** What a person is told, in one piece or in its three. */
type Told = string | { readonly happened: string; readonly kept: string; readonly next: string };
type AreaWording = Readonly<Record<string, (details: Details) => Told>>;

/** A `Failure`, or one that crossed a wire. */
export interface CodedFailure {
  readonly code: string;
  readonly details: Details;
}

/** The maps of every area; a code belongs to one. */
export const areas: readonly AreaWording[] = [
  a4PrinterWording, appWording, cardPhotoWording, cameraWording, cardReaderWording, centreWording, certificateWording, delegationWording, deviceWording, documentWording, esclWording, pageWording, printerWording, recordWording, scannerWording, sealTokenWording, staffCardWording, storeWording, syncWording, verifiedFileWording, workplaceWording,
];

/**
 * What a person is told of a failure or a refused command: what happened, what was kept, what to do next. A code no area
 * knows still says the last two, with the code to read out on the telephone.
 */
export function wordingOf(problem: CodedFailure | Refusal, names: ItemNames = codesAsNames): string {
  if (!("details" in problem)) return refusalWordingOf(problem, names);
  const area = areas.find((candidate) => Object.hasOwn(candidate, problem.code));
  const said = area?.[problem.code]?.(problem.details);
  if (said !== undefined) return typeof said === "string" ? said : said.happened + said.kept + said.next;
  const refusal = refusalSchema.safeParse({ ...problem.details, code: problem.code });
  if (refusal.success) return refusalWordingOf(refusal.data, names);
  return `操作没有完成（代码 ${problem.code}）。已保存的办件和扫描页都在本机，没有丢失。请重试；仍不行请联系管理员，并提供上面的代码。`;
}

/** What to say beside a page that was taken but deserves a look; the code itself when nobody worded it. */
export function warningWordingOf(code: string): string {
  return (pageWarningWording as Readonly<Record<string, string>>)[code] ?? `请核对这一页（${code}）`;
}

import type { PrinterSettings } from "../../contracts/ipc/printers.ts";

/** What is the same for every printer of a kind. The code page follows from the characters: Chinese mode with GB18030's bytes, or none at all. */
export type ModelPreset = Pick<PrinterSettings, "paperWidthMm" | "dotsPerInch" | "characters" | "cuts">;

export interface ReceiptPrinterModel extends ModelPreset {
  /** Kept with the printer; never changed. */
  readonly model: string;
  /** As the maker's plate says it. */
  readonly name: string;
  /** In the name by which a printer announces itself or Windows lists it. */
  readonly announcedAs: RegExp;
}

/**
 * None tried on the device; docs/devices.md says which are from published sources and which are what such printers usually can. Where a series has
 * several memories of characters, or no source says which, the smaller one stands here: what it lacks is drawn, while a character that is promised and not
 * there comes out as a blank.
 */
export const receiptPrinterModels: readonly ReceiptPrinterModel[] = [
  { model: "epson-tm-t82", name: "爱普生 TM-T82", announcedAs: /TM-?T82/i, paperWidthMm: 80, dotsPerInch: 203, characters: "gbk", cuts: true },
  // 512 dots, 42 columns: the one before its successors TM-T81II and III.
  { model: "epson-tm-t81", name: "爱普生 TM-T81（180 dpi）", announcedAs: /TM-?T81(?!I)/i, paperWidthMm: 80, dotsPerInch: 180, characters: "gbk", cuts: true },
  { model: "epson-tm-t88", name: "爱普生 TM-T88（180 dpi）", announcedAs: /TM-?T88/i, paperWidthMm: 80, dotsPerInch: 180, characters: "gbk", cuts: true },
  // Its Chinese models have 203 dpi where the others have 180, and GB18030-2022.
  { model: "epson-tm-t70ii", name: "爱普生 TM-T70II 中文型", announcedAs: /TM-?T70II/i, paperWidthMm: 80, dotsPerInch: 203, characters: "gb18030", cuts: true },
  { model: "gprinter-80", name: "佳博 GP-80、GP-L80、GP-U80", announcedAs: /GP-?[A-Z]*80/i, paperWidthMm: 80, dotsPerInch: 203, characters: "gbk", cuts: true },
  { model: "gprinter-58", name: "佳博 GP-58、GP-5890", announcedAs: /GP-?58/i, paperWidthMm: 58, dotsPerInch: 203, characters: "gbk", cuts: false },
  { model: "xprinter-80", name: "芯烨 XP-80、XP-N160、XP-Q200", announcedAs: /XP-?(80|[NQ]\d{3})/i, paperWidthMm: 80, dotsPerInch: 203, characters: "gbk", cuts: true },
  { model: "xprinter-58", name: "芯烨 XP-58", announcedAs: /XP-?58/i, paperWidthMm: 58, dotsPerInch: 203, characters: "gbk", cuts: false },
  { model: "snbc-btp", name: "北洋 BTP-R880、BTP-98、BTP-U80", announcedAs: /BTP-/i, paperWidthMm: 80, dotsPerInch: 203, characters: "gbk", cuts: true },
  { model: "deli-80", name: "得力 DL-801", announcedAs: /DL-?80/i, paperWidthMm: 80, dotsPerInch: 203, characters: "gbk", cuts: true },
  { model: "deli-58", name: "得力 DL-581", announcedAs: /DL-?58/i, paperWidthMm: 58, dotsPerInch: 203, characters: "gbk", cuts: false },
];

export function findModel(model: string | null): ReceiptPrinterModel | undefined {
  return receiptPrinterModels.find((one) => one.model === model);
}

/** What a form takes over when a model is chosen; nothing but the name for one that is no preset. */
export function presetOf(model: string | null): Partial<ModelPreset> & { readonly model: string | null } {
  const found = findModel(model);
  if (!found) return { model: null };
  const { paperWidthMm, dotsPerInch, characters, cuts } = found;
  return { model, paperWidthMm, dotsPerInch, characters, cuts };
}

/** The preset of a printer that was found, by its name; nothing for a name that tells no model. */
export function presetByName(name: string): Partial<ModelPreset> & { readonly model?: string | null } {
  const found = receiptPrinterModels.find(({ announcedAs }) => announcedAs.test(name));
  return found ? presetOf(found.model) : {};
}

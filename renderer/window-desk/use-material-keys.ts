import { useState } from "react";
import { useStore } from "zustand";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { materialOf } from "../../domain/case/case-state.ts";
import { useStores } from "../app/stores.ts";
import type { KeyAction } from "../keyboard/key-map.ts";
import { onKeys } from "../keyboard/use-keys.ts";
import { focusChecklist } from "./field-ids.ts";

export type MaterialDialog = "paper" | "certificate" | "hand-over" | "counts";

export interface MaterialActs {
  /** What may be done to the selected material now, in the order of its keys. */
  readonly offered: readonly { action: KeyAction; run: () => void; isPrimary: boolean }[];
  readonly dialog: MaterialDialog | null;
  readonly closeDialog: () => void;
}

/** The acts on the selected material, for its buttons and for the keys heard in the checklist. */
export function useMaterialKeys(opened: OpenedCase): { acts: MaterialActs; onKeyDown: (event: React.KeyboardEvent) => void } {
  const { openCase } = useStores();
  const materialCode = useStore(openCase, (state) => state.materialCode);
  const [dialog, setDialog] = useState<MaterialDialog | null>(null);
  const definition = opened.item.materials.find(({ code }) => code === materialCode);
  const closeDialog = (): void => {
    setDialog(null);
    focusChecklist();
  };
  if (!definition) return { acts: { offered: [], dialog: null, closeDialog }, onKeyDown: () => undefined };

  const material = materialOf(opened.case, definition.code);
  const { record, onPaper, pages } = material;
  const may = (kind: OpenedCase["actions"][number]): boolean => opened.actions.includes(kind);
  const { act } = openCase.getState();
  const check = (checkedAs: "original" | "copy"): void =>
    void act({
      kind: "recordMaterial",
      payload: {
        materialCode: definition.code,
        medium: record?.medium ?? "paper",
        checkedAs,
        copies: record?.copies ?? definition.copies,
        sheetCount: record?.sheetCount ?? Math.max(1, pages.length),
      },
    });
  const isReferable = definition.certificateRegister !== undefined;
  const isWrongCount = record !== null && pages.length > 0 && record.sheetCount !== pages.length;
  const all: [KeyAction, boolean, () => void, boolean?][] = [
    ["checkOriginal", may("recordMaterial"), () => check("original"), definition.form !== "copy"],
    ["checkCopy", may("recordMaterial"), () => check("copy"), definition.form === "copy"],
    ["keepOnPaper", may("keepMaterialOnPaper") && definition.mayStayOnPaper, () => setDialog("paper")],
    ["referenceCertificate", may("referenceCertificate") && isReferable, () => setDialog("certificate")],
    ["editRecord", may("recordMaterial") && record !== null, () => setDialog("counts")],
    ["handOverPaper", may("handOverPaper") && onPaper !== null, () => setDialog("hand-over")],
    ["matchSheets", may("recordMaterial") && isWrongCount, () => {
      if (record) void act({ kind: "recordMaterial", payload: { ...record, materialCode: definition.code, sheetCount: pages.length } });
    }],
    ["uncheck", may("unrecordMaterial") && (record !== null || onPaper !== null || material.certificate !== null), () =>
      void act({ kind: "unrecordMaterial", payload: { materialCode: definition.code } })],
  ];
  const offered = all
    .filter(([, isOffered]) => isOffered)
    .map(([action, , run, isPrimary]) => ({ action, run, isPrimary: record === null && isPrimary === true }));
  return {
    acts: { offered, dialog, closeDialog },
    onKeyDown: onKeys(Object.fromEntries(offered.map(({ action, run }) => [action, run]))),
  };
}

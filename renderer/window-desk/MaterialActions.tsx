import { useStore } from "zustand";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { useStores } from "../app/stores.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { HandOverDialog } from "./HandOverDialog.tsx";
import { MaterialCountsDialog } from "./MaterialCountsDialog.tsx";
import { CertificateDialog } from "./CertificateDialog.tsx";
import { PaperDialog } from "./PaperDialog.tsx";
import { focusChecklist } from "./field-ids.ts";
import type { MaterialActs } from "./use-material-keys.ts";

/** Buttons for the selected material; their keys work while the focus is in the checklist. */
export function MaterialActions({ opened, acts }: { opened: OpenedCase; acts: MaterialActs }) {
  const { openCase } = useStores();
  const materialCode = useStore(openCase, (state) => state.materialCode);
  const definition = opened.item.materials.find(({ code }) => code === materialCode);
  if (!definition) return null;
  const { offered, dialog, closeDialog } = acts;
  const parts = { opened, definition, onClose: closeDialog };
  return (
    <div className="stack tight">
      {definition.note && <p className="quiet">{definition.note}</p>}
      <div className="row" role="toolbar" aria-label={`${definition.name}的操作`}>
        {offered.map(({ action, run, isPrimary }) => (
          <KeyButton key={action} action={action} isPrimary={isPrimary} isKeyElsewhere onPress={() => { run(); focusChecklist(); }} />
        ))}
        {offered.length === 0 && <span className="quiet">{opened.case.stage === "accepted" ? "已受理，材料不能再改" : "没有可做的操作"}</span>}
      </div>
      {dialog === "paper" && <PaperDialog {...parts} />}
      {dialog === "certificate" && <CertificateDialog {...parts} />}
      {dialog === "hand-over" && <HandOverDialog {...parts} />}
      {dialog === "counts" && <MaterialCountsDialog {...parts} />}
    </div>
  );
}

import { PublicationDialog } from "../../results/PublicationDialog.tsx";
import type { ActDialogProps } from "./act-dialog.ts";

export function PublishDialog({ opened, isBusy, onAct, onClose }: ActDialogProps) {
  return <PublicationDialog caseId={opened.case.id} isBusy={isBusy} onClose={onClose} onPublish={(payload) => onAct({ kind: "recordPublication", payload })} />;
}

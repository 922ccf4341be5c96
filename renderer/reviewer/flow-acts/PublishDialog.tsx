import { PublicationDialog } from "../../results/PublicationDialog.tsx";
import type { ActDialogProps } from "./act-dialog.ts";

export function PublishDialog({ isBusy, onAct, onClose }: ActDialogProps) {
  return <PublicationDialog isBusy={isBusy} onClose={onClose} onPublish={(payload) => onAct({ kind: "recordPublication", payload })} />;
}

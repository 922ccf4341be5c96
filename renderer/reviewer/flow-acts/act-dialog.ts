import type { OpenedCase } from "../../../contracts/ipc/cases.ts";
import type { CommandBody } from "../../../domain/case/case-command.ts";

/** What every dialog of the flow is given: the case, whether an act is under way, and what to do with the one typed in. */
export interface ActDialogProps {
  readonly opened: OpenedCase;
  readonly isBusy: boolean;
  readonly onAct: (body: CommandBody) => void;
  readonly onClose: () => void;
}

import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import type { MaterialDefinition } from "../../domain/item/item-definition.ts";

export interface MaterialDialogProps {
  readonly opened: OpenedCase;
  readonly definition: MaterialDefinition;
  readonly onClose: () => void;
}

/** A whole number within bounds as typed; undefined when it is not. */
export function readCount(typed: string, smallest: number, largest: number): number | undefined {
  const text = typed.normalize("NFKC").trim();
  const count = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return count >= smallest && count <= largest ? count : undefined;
}

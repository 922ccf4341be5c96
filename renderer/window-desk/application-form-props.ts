import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import type { FieldProblems, TypedApplication } from "./draft.ts";

export interface ApplicationFormProps {
  readonly typed: TypedApplication;
  readonly item: ItemDefinition | undefined;
  /** The items to choose from; null once the case is received, whose item stays. */
  readonly items: readonly ItemDefinition[] | null;
  readonly problems: FieldProblems;
  readonly onChange: (change: Partial<TypedApplication>) => void;
  readonly onAnswer: (key: string, answer: string) => void;
  readonly onChooseItem: (itemCode: string) => void;
  readonly onSubmit: () => void;
}

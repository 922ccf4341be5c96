import type { ItemDefinition, LegalBasis } from "../../domain/item/item-definition.ts";

/** What a form keeps of the choice: one of the item's bases by its place, or -1 and the law and article in the writer's words. */
export interface BasisWords {
  readonly basisIndex: number;
  readonly otherBasis: string;
}

export const firstBasis: BasisWords = { basisIndex: 0, otherBasis: "" };
export const otherBasisIndex = -1;

/** Undefined while another basis was chosen and is not written yet. */
export function chosenBasis({ legalBasis }: Pick<ItemDefinition, "legalBasis">, { basisIndex, otherBasis }: BasisWords): LegalBasis | undefined {
  if (basisIndex !== otherBasisIndex) return legalBasis[basisIndex] ?? legalBasis[0];
  const [, law = "", article = ""] = /^《?(.*?)》?\s*(第.*)?$/.exec(otherBasis.trim()) ?? [];
  return law === "" ? undefined : { law, article };
}

import type { ItemDefinition } from "../../domain/item/item-definition.ts";
import { Field } from "./Field.tsx";
import { chosenBasis, otherBasisIndex, type BasisWords } from "./legal-basis.ts";

export interface LegalBasisFieldProps {
  readonly id: string;
  readonly item: Pick<ItemDefinition, "legalBasis">;
  readonly words: BasisWords;
  readonly isTried: boolean;
  readonly onChange: (words: Partial<BasisWords>) => void;
}

/** One of the item's bases, or another in words. */
export function LegalBasisField({ id, item, words, isTried, onChange }: LegalBasisFieldProps) {
  const isOther = words.basisIndex === otherBasisIndex;
  const chosen = chosenBasis(item, words);
  return (
    <>
      <Field id={id} label="法律依据" isRequired hint={isOther ? null : chosen?.text}>
        {(aria) => (
          <select {...aria} value={words.basisIndex} onChange={(event) => onChange({ basisIndex: Number(event.target.value) })}>
            {item.legalBasis.map(({ law, article }, index) => <option key={`${law}${article}`} value={index}>{law} {article}</option>)}
            <option value={otherBasisIndex}>其他（自行填写）</option>
          </select>
        )}
      </Field>
      {isOther && (
        <Field id={`${id}-other`} label="法律名称及条款" isRequired problem={isTried && chosen === undefined ? "请写明法律名称和条款。" : null} hint="例如：中华人民共和国行政许可法第三十八条">
          {(aria) => <input {...aria} maxLength={200} value={words.otherBasis} onChange={(event) => onChange({ otherBasis: event.target.value })} />}
        </Field>
      )}
    </>
  );
}

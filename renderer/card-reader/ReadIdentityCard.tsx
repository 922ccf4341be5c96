import { expiredCardWording } from "../../contracts/wording/card-reader.ts";
import { focusField } from "../window-desk/field-ids.ts";
import type { ApplicationFormProps } from "../window-desk/application-form-props.ts";
import { typedFromCard } from "../window-desk/draft.ts";
import { ReadCardBar } from "./ReadCardBar.tsx";

/** Fills who applies from their card and goes on to what they apply for. */
export function ReadIdentityCard({ typed, item, items, onChange }: Pick<ApplicationFormProps, "typed" | "item" | "items" | "onChange">) {
  return (
    <ReadCardBar
      action="readCard"
      wordingOfRead={({ isExpired, validUntil, identityNumber }) => {
        if (!typed.isReadFromCard || typed.identityNumber !== identityNumber) return null;
        return isExpired ? { tone: "danger", text: expiredCardWording(validUntil) } : { tone: "success", text: "✓ 已从证件读入" };
      }}
      onRead={(identity) => {
        onChange(typedFromCard(identity));
        focusField(items !== null && item === undefined ? "itemCode" : "projectName");
      }}
    />
  );
}

import { mobileNumberWording } from "../../contracts/wording/identity.ts";
import { checkMobileNumber } from "../../domain/identity/mobile-number.ts";
import { CardPhoto } from "../card-reader/CardPhoto.tsx";
import { ReadIdentityCard } from "../card-reader/ReadIdentityCard.tsx";
import { Field } from "../desk/Field.tsx";
import type { ApplicationFormProps } from "./application-form-props.ts";
import { enterMovesOn } from "../desk/enter-moves-on.ts";
import { fieldIdOf, focusField } from "./field-ids.ts";
import { IdentityFields } from "./IdentityFields.tsx";
import { ItemForm } from "./ItemForm.tsx";
import { ItemPicker } from "./ItemPicker.tsx";

/** The application: who, what, the item's questions, whom to reach. One column, walked through with Enter. */
export function ApplicationForm(props: ApplicationFormProps) {
  const { typed, item, items, problems, onChange, onAnswer, onChooseItem, onSubmit } = props;
  return (
    <div className="stack" role="form" aria-label="申请信息" onKeyDown={enterMovesOn(onSubmit)}>
      <h3>申请人</h3>
      <ReadIdentityCard {...props} />
      <div className="with-photo">
        <div className="stack"><IdentityFields {...props} /></div>
        {typed.photoWlt !== null && <CardPhoto photoWlt={typed.photoWlt} />}
      </div>
      <h3>申请事项</h3>
      {items !== null && (
        <ItemPicker items={items} chosen={item} problem={problems.get("itemCode")} onChoose={onChooseItem} onDone={() => focusField("projectName")} />
      )}
      <Field id={fieldIdOf("projectName")} label={item?.projectLabel ?? "项目名称"} isRequired problem={problems.get("projectName")}>
        {(aria) => <input {...aria} autoComplete="off" maxLength={200} value={typed.projectName} onChange={(event) => onChange({ projectName: event.target.value })} />}
      </Field>
      {item && <ItemForm item={item} answers={typed.form} problems={problems} onAnswer={onAnswer} />}
      <h3>联系人</h3>
      <div className="pair">
        <Field id={fieldIdOf("contactName")} label="联系人姓名" isRequired problem={problems.get("contactName")}>
          {(aria) => <input {...aria} autoComplete="off" maxLength={60} value={typed.contactName} onChange={(event) => onChange({ contactName: event.target.value })} />}
        </Field>
        <Field id={fieldIdOf("contactMobile")} label="手机号码" isRequired problem={problems.get("contactMobile") ?? findMobileProblem(typed.contactMobile)}>
          {(aria) => <input {...aria} className="number" inputMode="tel" autoComplete="off" maxLength={20} value={typed.contactMobile} onChange={(event) => onChange({ contactMobile: event.target.value })} />}
        </Field>
      </div>
    </div>
  );
}

/** While it is typed: everything but being too short still. */
function findMobileProblem(typed: string): string | null {
  const check = checkMobileNumber(typed);
  const isShort = !check.ok && check.problem === "length" && check.length < 11;
  return typed.trim() === "" || check.ok || isShort ? null : mobileNumberWording(check);
}

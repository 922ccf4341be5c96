import { useState } from "react";
import { regionDateOf, type RegionDate } from "../../domain/time/instant.ts";
import { useStores } from "../app/stores.ts";
import { Field } from "../desk/Field.tsx";
import { identityKindOf } from "./draft.ts";
import { fieldIdOf } from "./field-ids.ts";
import type { ApplicationFormProps } from "./application-form-props.ts";
import { identityKindNames, judgeIdentity, type IdentityKind } from "./identity-kind.ts";

const kinds = Object.entries(identityKindNames) as [IdentityKind, string][];

/** Who applies. The number comes first: it tells the kind, and what it tells is checked while it is typed. */
export function IdentityFields({ typed, problems, onChange }: ApplicationFormProps) {
  const { services } = useStores();
  const [isTyping, setTyping] = useState(false);
  const [today] = useState<RegionDate>(() => regionDateOf(services.now()));
  const kind = identityKindOf(typed, today);
  const identity = judgeIdentity(kind, typed.identityNumber, today, isTyping || typed.identityNumber === "");
  const isOrganisation = kind === "unified-social-credit" || (kind === "other" && typed.isOrganisation);
  const hint = identity.isValid && identity.hint !== null ? <span className="success">✓ {identity.hint}</span> : identity.hint;
  return (
    <>
      <div className="pair">
        <Field
          id={fieldIdOf("identityNumber")}
          label={typed.isReadFromCard ? `${identityKindNames[kind]}号码（读卡）` : "证件号码"}
          isRequired
          problem={identity.problem ?? (isTyping ? null : problems.get("identityNumber"))}
          hint={hint ?? "身份证号码或统一社会信用代码，种类自动识别"}
        >
          {(aria) => (
            <input
              {...aria}
              autoFocus
              className="number"
              autoComplete="off"
              maxLength={40}
              value={typed.identityNumber}
              onChange={(event) => onChange({ identityNumber: event.target.value })}
              onFocus={() => setTyping(true)}
              onBlur={() => setTyping(false)}
            />
          )}
        </Field>
        <Field id="identity-kind" label="证件种类">
          {(aria) => (
            <select
              {...aria}
              aria-invalid={undefined}
              aria-required={undefined}
              data-enter-skip
              value={typed.chosenIdentityKind ?? "auto"}
              onChange={(event) => onChange({ chosenIdentityKind: event.target.value === "auto" ? null : (event.target.value as IdentityKind) })}
            >
              <option value="auto">自动识别：{identityKindNames[kind]}</option>
              {kinds.map(([value, name]) => <option key={value} value={value}>{name}</option>)}
            </select>
          )}
        </Field>
      </div>
      {kind === "other" && (
        <Field id="applicant-kind" label="申请人类型">
          {(aria) => (
            <select {...aria} aria-invalid={undefined} aria-required={undefined} value={typed.isOrganisation ? "organisation" : "person"} onChange={(event) => onChange({ isOrganisation: event.target.value === "organisation" })}>
              <option value="person">个人</option>
              <option value="organisation">单位</option>
            </select>
          )}
        </Field>
      )}
      <div className="pair">
        <Field id={fieldIdOf("applicantName")} label={isOrganisation ? "单位名称" : typed.isReadFromCard ? "姓名（读卡）" : "姓名"} isRequired problem={problems.get("applicantName")}>
          {(aria) => <input {...aria} autoComplete="off" maxLength={120} value={typed.applicantName} onChange={(event) => onChange({ applicantName: event.target.value })} />}
        </Field>
        <Field id={fieldIdOf("address")} label="地址">
          {(aria) => <input {...aria} autoComplete="off" maxLength={200} value={typed.address} onChange={(event) => onChange({ address: event.target.value })} />}
        </Field>
      </div>
    </>
  );
}

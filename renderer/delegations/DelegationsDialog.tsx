import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { OfficeDelegations } from "../../contracts/delegations.ts";
import { delegationKindNames } from "../../contracts/wording/delegations.ts";
import { roleNames } from "../../contracts/wording/cases.ts";
import { formatMinute } from "../../contracts/wording/time.ts";
import { endOf, type Delegation, type DelegationKind } from "../../domain/people/delegation.ts";
import type { Role } from "../../domain/people/role.ts";
import { atTimeOfDay, regionDateOf, regionDateSchema, type RegionDate } from "../../domain/time/instant.ts";
import { useStores } from "../app/stores.ts";
import { Field } from "../desk/Field.tsx";
import { recordedAnswer } from "../desk/form-answer.ts";
import { FormDialog } from "../desk/FormDialog.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";

const heads: readonly Role[] = ["section-head", "deputy-leader", "chief-leader"];
const dayField = { key: "day", label: "日期", kind: "date", isRequired: true } as const;

/** 授权 and AB 岗: who signs for whom in this office; who is signed in gives and ends their own, in advance (R-FLOW-3). */
export function DelegationsDialog({ onClose }: { onClose: () => void }) {
  const { services, workplace, notices } = useStores();
  const person = useStore(workplace, (state) => state.workplace?.person);
  const [known, setKnown] = useState<OfficeDelegations | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [toPersonId, setTo] = useState("");
  const [role, setRole] = useState<Role | "">(person?.roles.find((held) => held === "handler" || heads.includes(held)) ?? "");
  const [today] = useState<RegionDate>(() => regionDateOf(services.now()));
  const [from, setFrom] = useState<string>(today);
  const [until, setUntil] = useState<string>(today);
  const [isTried, setTried] = useState(false);

  const ask = async (question: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    try {
      await question();
      setKnown(await services.client.call("delegations.list", {}));
    } catch (error) {
      notices.getState().report(error);
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => {
    services.client.call("delegations.list", {}).then(setKnown, (error: unknown) => notices.getState().report(error));
  }, [services, notices]);

  const own = person?.roles.filter((held) => held === "handler" || heads.includes(held)) ?? [];
  const kind: DelegationKind = role === "handler" ? "b-role" : "delegated";
  const colleagues = known?.colleagues.filter(({ personId }) => personId !== person?.personId) ?? [];
  const receiver = colleagues.find(({ personId }) => personId === toPersonId);
  const [first, last] = [from, until].map((day) => regionDateSchema.safeParse(recordedAnswer(dayField, day)));
  const give = (): void => {
    setTried(true);
    if (isBusy || !receiver || role === "" || !first?.success || !last?.success) return;
    const validFrom = atTimeOfDay(first.data, "00:00");
    const validUntil = atTimeOfDay(last.data, "23:59");
    void ask(() => services.client.call("delegations.give", { kind, toPersonId: receiver.personId, role, validFrom, validUntil }));
  };
  const dayProblem = (day: typeof first): string | null => (day?.success ? null : "请按 20260131 的样子填写日期。");
  return (
    <FormDialog title="授权、AB 岗" widthPx={680} firstFocusId={own.length > 0 ? "delegation-to" : "dialog-close"} confirmLabel={kind === "b-role" ? "设 B 岗" : "授权"} isConfirmDisabled={isBusy || own.length === 0} onConfirm={give} onClose={onClose}>
      {own.length === 0 ? (
        <p className="quiet">只有承办人、科室负责人、分管领导、主管领导可以授权；这里列出本单位现有的授权。</p>
      ) : (
        <div className="pair">
          <Field id="delegation-to" label={kind === "b-role" ? "B 岗人员" : "被授权人"} isRequired problem={isTried && !receiver ? "请选择人员。" : null}>
            {(aria) => (
              <select {...aria} value={toPersonId} onChange={(event) => setTo(event.target.value)}>
                <option value="">{known === null ? "正在读取…" : "请选择"}</option>
                {colleagues.map(({ personId, name, roles }) => <option key={personId} value={personId}>{name}（{roles.map((held) => roleNames[held]).join("、")}）</option>)}
              </select>
            )}
          </Field>
          <Field id="delegation-role" label="代行的岗位" isRequired>
            {(aria) => (
              <select {...aria} aria-invalid={undefined} aria-required={undefined} value={role} onChange={(event) => setRole(event.target.value as Role)}>
                {own.map((held) => <option key={held} value={held}>{roleNames[held]}</option>)}
              </select>
            )}
          </Field>
          <Field id="delegation-from" label="从" isRequired problem={dayProblem(first)}>
            {(aria) => <input {...aria} className="number" maxLength={12} value={from} onChange={(event) => setFrom(event.target.value)} />}
          </Field>
          <Field id="delegation-until" label="到（含当日）" isRequired problem={dayProblem(last)} hint="期间签署会注明“授权”或“代”和您的姓名">
            {(aria) => <input {...aria} className="number" maxLength={12} value={until} onChange={(event) => setUntil(event.target.value)} />}
          </Field>
        </div>
      )}
      <h3>本单位的授权</h3>
      <ol className="trail batch-list" aria-label="本单位的授权">
        {known?.delegations.length === 0 && <li className="quiet">没有授权。</li>}
        {known?.delegations.map((delegation) => (
          <li key={delegation.id} className="spread">
            <span>{describe(delegation)}</span>
            {delegation.from.personId === person?.personId && endOf(delegation) > services.now() && (
              <KeyButton action="endDelegation" isDisabled={isBusy} onPress={() => void ask(() => services.client.call("delegations.end", { id: delegation.id }))} />
            )}
          </li>
        ))}
      </ol>
    </FormDialog>
  );
}

function describe(delegation: Delegation): string {
  const { kind, from, to, role, validFrom, endedAt } = delegation;
  return `${delegationKindNames[kind]}：${from.name}（${roleNames[role]}）→ ${to.name}，${formatMinute(validFrom)} 至 ${formatMinute(endOf(delegation))}${endedAt === null ? "" : "（已终止）"}`;
}

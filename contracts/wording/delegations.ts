import type { DelegationKind, DelegationRefusal } from "../../domain/people/delegation.ts";
import type { ActedFor } from "../../domain/people/capacity.ts";
import { roleSchema } from "../../domain/people/role.ts";
import { roleNames } from "./cases.ts";
import { formatMinute } from "./time.ts";

/** How the signature shows it (R-FLOW-3). */
export const delegationKindNames: Readonly<Record<DelegationKind, string>> = { delegated: "授权", "b-role": "代" };

/** `王五（授权 张三）`: who really signed, and for whom. */
export function signatureWording(by: { readonly name: string }, onBehalfOf: ActedFor | null): string {
  return onBehalfOf === null ? by.name : `${by.name}（${actedForWording(onBehalfOf)}）`;
}

/** `授权 张三`, `代 李四`. */
export function actedForWording({ kind, name }: ActedFor): string {
  return `${delegationKindNames[kind]} ${name}`;
}

type Details = Readonly<Record<string, string | number>>;

const NOTHING_CHANGED = "没有登记新的授权，已有的授权不变。";

/** Why no delegation was given or ended. */
export const delegationWording: Readonly<Record<DelegationRefusal["code"] | "delegation-missing" | "delegation-not-own" | "delegation-over", (details: Details) => string>> = {
  "delegation-to-oneself": () => `不能授权给自己。${NOTHING_CHANGED}请选择本单位的其他人员。`,
  "delegation-receiver-unfit": () => `被授权人不是本单位的在岗人员。${NOTHING_CHANGED}请刷新人员名单后重新选择。`,
  "delegation-role-unfit": ({ kind, role }) =>
    kind === "b-role"
      ? `只有承办人可以设 AB 岗，${roleName(role)}不能。${NOTHING_CHANGED}负责人请办理“授权”。`
      : `只有科室负责人、分管领导、主管领导可以授权他人签署，${roleName(role)}不能。${NOTHING_CHANGED}承办人请办理“AB 岗”。`,
  "delegation-role-not-held": ({ role }) => `您没有“${roleName(role)}”的岗位，不能把它交给他人。${NOTHING_CHANGED}请选择您本人的岗位。`,
  "delegation-chained": ({ role, otherName }) =>
    `同一时间内，“${roleName(role)}”的签署权已在您或被授权人与${otherName}之间授出，不能再转授。${NOTHING_CHANGED}请换一个人员或时段，或由${otherName}先终止那项授权。`,
  "delegation-period-empty": () => `结束时间不晚于开始时间。${NOTHING_CHANGED}请重新选择起止时间。`,
  "delegation-period-past": ({ validUntil }) => `授权期限 ${formatMinute(String(validUntil))} 已过，授权须事先办理。${NOTHING_CHANGED}请选择以后的时段。`,
  "delegation-overlaps": ({ role, otherName, validFrom, validUntil }) =>
    `“${roleName(role)}”在 ${formatMinute(String(validFrom))} 至 ${formatMinute(String(validUntil))} 已授权给${otherName}。${NOTHING_CHANGED}请先终止那一项，或改选其他时段。`,
  "delegation-missing": () => `没有这项授权。${NOTHING_CHANGED}请刷新授权列表。`,
  "delegation-not-own": ({ fromName }) => `这项授权是${fromName}给的，只能由本人终止。授权仍然有效。请联系${fromName}。`,
  "delegation-over": ({ endedAt }) => `这项授权已于 ${formatMinute(String(endedAt))} 结束。授权期间签署的意见继续有效。不用再办。`,
};

function roleName(role: string | number | undefined): string {
  const known = roleSchema.safeParse(role);
  return known.success ? roleNames[known.data] : String(role ?? "");
}

import { givenRoleSchema, type Role } from "../../domain/people/role.ts";
import { roleNames } from "./cases.ts";

/** The words of `yichuang person`. */

type Details = Readonly<Record<string, string | number>>;

const roleList = givenRoleSchema.options.map((role) => `${role}（${roleNames[role]}）`).join("、");

export const personHelp = {
  summary: "查看、添加人员，设置岗位和密码",
  description: "审批中心的人员和岗位。密码由程序生成，只显示一次，只能用来登录一次，登录时本人另设密码。每一步都写入管理记录。",
  listSummary: "列出全部人员",
  json: "输出一行 JSON，供脚本读取",
  addSummary: "添加一个人员，并显示初始密码",
  rolesSummary: "重新设置一个人员的岗位",
  passwordSummary: "给忘记密码的人员一个新的初始密码，原来的登录一并退出",
  deactivateSummary: "停用一个人员：退出登录，不能再登录；办过的事都留在记录里",
  accountArgument: "人员的账号",
  account: "登录用的账号：2 至 60 个小写字母、数字、点、短横或下划线",
  name: "姓名",
  office: "所在单位的名称，要与建立时完全一致",
  role: `岗位，可以有几个：${roleList}`,
  wrongName: "姓名应为 1 至 60 字。没有添加人员。",
  examples: `
示例：
  yichuang person add --account wangxiulan --name 王秀兰 --office 南昌市行政服务中心 --role window-clerk
  yichuang person add --account songwei --name 宋薇 --office 南昌市新闻出版局 --role handler section-head
  yichuang person password wangxiulan
  yichuang person list`,
} as const;

interface PersonFacts {
  readonly account: string;
  readonly name: string;
  readonly officeName: string;
  readonly roles: readonly Role[];
}

export function personLine({ account, name, officeName, roles, isActive }: PersonFacts & { readonly isActive: boolean }): string {
  return `${account}  ${name}  ${officeName}  ${namesOf(roles)}${isActive ? "" : "  已停用"}`;
}

export const noPeople = "还没有人员。请用 yichuang setup 建立系统管理员。";

export function personAdded({ account, name, officeName, roles }: PersonFacts, password: string): string {
  return [`已添加：${name}（${officeName}，${namesOf(roles)}）`, ...passwordLines(account, password)].join("\n");
}

export function personRolesSet(account: string, roles: readonly Role[]): string {
  return `${account} 的岗位现在是：${namesOf(roles)}。`;
}

export function passwordGiven(account: string, password: string): string {
  return passwordLines(account, password).join("\n");
}

export function personDeactivated(account: string): string {
  return `${account} 已停用，不能再登录。`;
}

function passwordLines(account: string, password: string): string[] {
  return [`账号：${account}`, `初始密码（只显示这一次，登录时本人另设密码）：${password}`];
}

function namesOf(roles: readonly Role[]): string {
  return roles.map((role) => roleNames[role]).join("、");
}

export const personWording: Readonly<Record<string, (details: Details) => string>> = {
  "account-unknown": ({ account }) => `没有账号为“${account}”的人员。没有改动任何数据。请用 yichuang person list 查看账号。`,
};

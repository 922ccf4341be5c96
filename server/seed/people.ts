import { personIdSchema } from "../../domain/ids.ts";
import type { OfficeId, PersonId } from "../../domain/ids.ts";
import type { Role } from "../../domain/people/role.ts";
import { constructionDepartment, landDepartment, publicationsDepartment, serviceCenter } from "./offices.ts";
import type { SeedOffice } from "./offices.ts";

/** A sample account for trial and demo. The password is the same for all. */
export interface SeedPerson {
  readonly id: PersonId;
  /** What is typed at sign-in. */
  readonly account: string;
  readonly name: string;
  readonly officeId: OfficeId;
  readonly post: string;
  readonly roles: readonly Role[];
}

/** Only for trial and demo, where it stays: a centre in use creates its accounts itself. */
export const seedPassword = { initial: "yichuang-demo", mustChange: false } as const;

type Post = readonly [account: string, name: string, post: string, ...roles: readonly [Role, ...Role[]]];

function staffOf(office: SeedOffice, posts: readonly Post[]): SeedPerson[] {
  return posts.map(([account, name, post, ...roles], index) => {
    const ordinal = String(index + 1).padStart(2, "0");
    const id = personIdSchema.parse(`01990000-0000-7000-9000-00${office.regionCode}${office.code}${ordinal}`);
    return { id, account, name, officeId: office.id, post, roles };
  });
}

export const serviceCenterStaff = staffOf(serviceCenter, [
  ["wangxiulan", "王秀兰", "综合窗口", "window-clerk"],
  ["liuchang", "刘畅", "综合窗口", "window-clerk"],
  ["huangyunzhen", "黄云珍", "收费窗口", "cashier"],
  ["fangzhiyuan", "方志远", "效能监察科", "supervisor"],
  ["tangwenbin", "唐文斌", "业务管理科", "item-administrator"],
  ["pengjian", "彭健", "信息技术科", "system-administrator"],
]);

export const constructionStaff = staffOf(constructionDepartment, [
  ["chenyuqing", "陈雨晴", "城乡建设窗口", "window-clerk"],
  ["zhoumin", "周敏", "城乡建设窗口", "window-clerk"],
  ["luojianping", "罗建平", "建筑市场管理科", "handler"],
  ["xuhaitao", "徐海涛", "建筑市场管理科科长", "section-head"],
  ["wanxiaodong", "万晓东", "副局长", "deputy-leader"],
  ["xiongguohua", "熊国华", "局长", "chief-leader"],
  ["dengli", "邓莉", "首席代表", "certificate-officer"],
  ["hujing", "胡静", "监察室", "supervisor"],
  ["yaolei", "姚磊", "行政审批科", "item-administrator"],
  ["zengfan", "曾凡", "办公室", "system-administrator"],
  // A construction permit is made by two officers.
  ["taoran", "陶然", "行政审批科", "certificate-officer"],
]);

export const publicationsStaff = staffOf(publicationsDepartment, [
  ["linxiaoyan", "林晓燕", "新闻出版窗口", "window-clerk"],
  ["gaojie", "高洁", "新闻出版窗口", "window-clerk"],
  ["songwei", "宋薇", "发行管理科", "handler"],
  ["hanpeng", "韩鹏", "发行管理科科长", "section-head"],
  ["caoyifan", "曹一帆", "副局长", "deputy-leader"],
  ["yuanzhiming", "袁志明", "局长", "chief-leader"],
  ["xiamengjie", "夏梦洁", "首席代表", "certificate-officer"],
  ["lvfang", "吕芳", "机关纪委", "supervisor"],
  ["jiangtao", "江涛", "政策法规科", "item-administrator"],
  ["douxin", "窦欣", "办公室", "system-administrator"],
]);

export const landStaff = staffOf(landDepartment, [
  ["zhaomeiling", "赵美玲", "自然资源窗口", "window-clerk"],
  ["wuqian", "吴倩", "自然资源窗口", "window-clerk"],
  ["sunzhenyu", "孙振宇", "用途管制科", "handler"],
  ["guoshaofeng", "郭少峰", "用途管制科科长", "section-head"],
  ["yeqing", "叶青", "副局长", "deputy-leader"],
  ["fuchangming", "付长明", "局长", "chief-leader"],
  ["panting", "潘婷", "首席代表", "certificate-officer"],
  ["zhongkai", "钟凯", "监察室", "supervisor"],
  ["shaoyun", "邵云", "政策法规科", "item-administrator"],
  ["heqi", "何琪", "信息中心", "system-administrator"],
]);

export const seedPeople: readonly SeedPerson[] = [
  ...serviceCenterStaff,
  ...constructionStaff,
  ...publicationsStaff,
  ...landStaff,
];

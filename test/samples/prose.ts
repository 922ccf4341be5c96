import type { Random } from "./random.ts";

/** Sentences as they stand in applications and notices; `{…}` is filled in. */
const SENTENCES = [
  "申请人{name}于{date}向{office}提出{item}的申请，提交的材料共{number}份。",
  "经审查，申请材料齐全，符合法定形式，依照《中华人民共和国行政许可法》第三十二条的规定予以受理。",
  "建设单位应当在开工前向工程所在地的县级以上人民政府主管部门申请领取施工许可证。",
  "该项目位于{place}，总用地面积{area}平方米，总建筑面积{area}平方米，计划投资{number}万元。",
  "施工图设计文件已经审查合格，审查机构出具了审查合格书，编号为{code}。",
  "请于{date}前补正下列材料，逾期不补正的，视为放弃本次申请。",
  "承办人应当自收到材料之日起五个工作日内提出初审意见，并报科室负责人审核。",
  "用地单位已经取得建设用地规划许可证，土地权属清楚，界址明确，四至无争议。",
  "联系人{name}，联系电话{phone}，通信地址为{place}。",
  "出版物零售单位应当有固定的经营场所，并配备熟悉出版物发行业务的人员。",
  "窗口工作人员核对原件后将复印件留存，并在受理单上注明页数和份数。",
  "行政机关作出不予行政许可决定的，应当说明理由，并告知申请人依法申请复议或者提起诉讼的权利。",
  "质量监督手续和安全监督手续由同一窗口统一接收，材料不重复提交。",
  "本工程采用框架剪力墙结构，地上{small}层，地下{small}层，抗震设防烈度为七度。",
  "散装水泥专项资金和新型墙体材料专项基金已经按规定缴纳，票据号码{code}。",
  "现场踏勘由{office}组织，参加人员为{name}、{name}和{name}。",
  "许可证有效期为五年，期满需要延续的，应当在有效期届满三十日前提出申请。",
  "凡提供虚假材料取得许可的，依法予以撤销，三年内不得再次申请同一事项。",
  "征地补偿安置方案已经公告，被征地村民的意见已经听取，补偿费用足额到位。",
  "会审意见分歧较大的事项，由分管领导提请厅长办公会研究决定。",
  "收费标准依据省物价局和财政厅文件执行，任何单位不得擅自增加收费项目。",
  "委托代理人办理的，应当同时提交授权委托书和代理人的身份证明。",
  "工程监理合同、施工合同和中标通知书的单位名称应当与申请表一致。",
  "消防设计审核意见书、人防工程审查意见及环境影响评价批复均在有效期以内。",
  "受理编号{code}，请凭此编号在网上或者大厅触摸屏上查询办理进度。",
] as const;

const NAMES = ["王建国", "李秀英", "张伟民", "刘洋", "陈静怡", "杨光明", "赵海涛", "周晓燕", "吴志强", "郑丽华"];
const OFFICES = ["市住房和城乡建设局", "区行政审批服务中心", "县国土资源局", "市文化广电新闻出版局", "省建设厅政务大厅"];
const ITEMS = ["建筑工程施工许可", "出版物零售经营许可", "建设项目用地预审", "商品房预售许可", "夜间施工许可"];
const PLACES = ["滨河新区长江路与黄山路交叉口东北角", "高新区科技大道一百二十八号", "城东街道新华社区三组", "开发区兴业路南侧", "老城区人民路二十六号院"];

/** Endless office Chinese: joins sentences until there are enough characters. */
export function writeProse(random: Random, characters: number): string {
  let text = "";
  while ([...text].length < characters) text += fill(random.pick(SENTENCES), random);
  return [...text].slice(0, characters).join("");
}

export function fill(sentence: string, random: Random): string {
  const digits = (count: number) => Array.from({ length: count }, (_, index) => (index === 0 ? 1 + random.below(9) : random.below(10))).join("");
  const slots: Readonly<Record<string, () => string>> = {
    name: () => random.pick(NAMES),
    office: () => random.pick(OFFICES),
    item: () => random.pick(ITEMS),
    place: () => random.pick(PLACES),
    date: () => `${2020 + random.below(7)}年${1 + random.below(12)}月${1 + random.below(28)}日`,
    number: () => digits(2 + random.below(3)),
    small: () => `${1 + random.below(32)}`,
    area: () => digits(4 + random.below(2)),
    code: () => digits(12),
    phone: () => `1${digits(10)}`,
  };
  return sentence.replace(/\{(\w+)\}/g, (_, slot: string) => slots[slot]!());
}

import { fromPoints, SHEET, type Drawing } from "./drawing.ts";
import { drawPortrait, drawSeal, drawTable } from "./furniture.ts";

/** The papers of one application for a construction permit; every name and number in them is made up. */
export interface DemoSheet {
  /** File name without its ending. */
  readonly name: string;
  readonly background: string;
  draw(drawing: Drawing): void;
}

const PROJECT = "滨河新区安居苑住宅小区一期工程";
const BUILDER = "滨河市安居房地产开发有限公司";
const CONTRACTOR = "江淮第三建筑工程有限公司";
const body = { sizePx: fromPoints(12), lineHeight: 1.8 };

function title(drawing: Drawing, text: string, y = 420): void {
  const sizePx = fromPoints(22);
  drawing.text((SHEET.width - text.length * sizePx) / 2, y, text, { sizePx, font: "bold" });
}

function paragraphs(drawing: Drawing, y: number, texts: readonly string[]): number {
  return texts.reduce((at, text) => drawing.paragraph(300, at, 1880, text, body) + 20, y);
}

function signature(drawing: Drawing, y: number, who: string, date: string, seal: string): void {
  drawing.text(1300, y, who, { sizePx: body.sizePx });
  drawing.text(1500, y + 110, date, { sizePx: body.sizePx });
  drawSeal(drawing, 1700, y + 30, 240, seal);
}

export const DEMO_SHEETS: readonly DemoSheet[] = [
  {
    name: "01-施工许可申请表",
    background: "#fbfbf9",
    draw(drawing) {
      title(drawing, "建筑工程施工许可申请表");
      const rows = [
        ["工程名称", PROJECT],
        ["建设单位", BUILDER],
        ["统一社会信用代码", "91340100MA2TESTX0A"],
        ["建设地址", "滨河新区长江路与黄山路交叉口东北角"],
        ["建筑面积", "48650平方米（地上41200，地下7450）"],
        ["结构与层数", "框架剪力墙结构，地上18层，地下1层"],
        ["合同价格", "12680万元"],
        ["合同工期", "2026年12月1日至2028年6月30日"],
        ["施工单位", CONTRACTOR],
        ["监理单位", "滨河市诚信工程监理有限公司"],
        ["项目经理", "王建国（注册编号 皖134060801234）"],
        ["联系人及电话", "李秀英 13900001234"],
      ];
      const bottom = drawTable(drawing, { x: 300, y: 540, columnWidths: [520, 1360], rowHeight: 140, sizePx: fromPoints(12) }, rows);
      paragraphs(drawing, bottom + 120, ["本单位承诺以上填写内容和所附材料真实有效，如有虚假，愿意承担由此产生的法律责任。"]);
      signature(drawing, bottom + 520, BUILDER, "2026年11月18日", "滨河市安居房地产开发公司");
    },
  },
  {
    name: "02-营业执照",
    background: "#f4efe2",
    draw(drawing) {
      drawing.markup('<rect x="180" y="220" width="2120" height="2700" fill="none" stroke="#b98d3e" stroke-width="26"/><rect x="230" y="270" width="2020" height="2600" fill="none" stroke="#b98d3e" stroke-width="6"/>');
      title(drawing, "营业执照", 640);
      const rows = ["统一社会信用代码 91340100MA2TESTX0A", `名称 ${BUILDER}`, "类型 有限责任公司", "法定代表人 陈静怡", "注册资本 伍仟万元整", "成立日期 2012年5月16日", "住所 滨河市滨河新区长江路128号", "经营范围 房地产开发、销售；物业管理；", "建筑材料销售。"];
      rows.forEach((row, index) => drawing.text(420, 920 + index * 140, row, { sizePx: fromPoints(13) }));
      signature(drawing, 2380, "滨河市市场监督管理局", "2024年3月8日", "滨河市市场监督管理局");
    },
  },
  {
    name: "03-法定代表人身份证复印件",
    background: "#f8f8f8",
    draw(drawing) {
      const card = '<rect x="700" y="Y" width="1011" height="638" rx="40" fill="#e3ebf0" stroke="#8899aa" stroke-width="4"/>';
      drawing.markup(card.replace("Y", "600"));
      drawPortrait(drawing, 1380, 690, 280, 350);
      ["姓名 陈静怡", "性别 女 民族 汉", "出生 1980年1月1日", "住址 滨河市长江路", "五十六号三单元"].forEach((line, index) => drawing.text(760, 740 + index * 85, line, { sizePx: 46, font: "sans" }));
      drawing.text(760, 1180, "公民身份号码 990101198001010009", { sizePx: 44, font: "sans" });
      drawing.markup(card.replace("Y", "1400"));
      drawing.text(1000, 1560, "中华人民共和国", { sizePx: 62, font: "bold" });
      drawing.text(1060, 1680, "居民身份证", { sizePx: 74, font: "bold" });
      drawing.text(820, 1860, "签发机关 滨河市公安局", { sizePx: 46, font: "sans" });
      drawing.text(820, 1950, "有效期限 2018.05.06-2038.05.06", { sizePx: 46, font: "sans" });
      drawing.text(760, 2320, "此复印件仅供办理施工许可使用，再复印无效", { sizePx: 52, font: "sans" });
    },
  },
  {
    name: "04-用地批准手续",
    background: "#fafaf7",
    draw(drawing) {
      title(drawing, "国有建设用地使用权证明");
      const y = paragraphs(drawing, 640, [
        "编号：滨国土资证〔2026〕第0317号",
        `经审核，${BUILDER}依法取得位于滨河新区长江路与黄山路交叉口东北角的国有建设用地使用权，用途为城镇住宅用地，面积26840平方米，使用期限七十年。`,
        "该宗地四至：东至规划支路，南至黄山路，西至长江路，北至安居苑二期用地。界址清楚，无权属争议，土地出让金已经全部缴清。",
        "本证明供办理建筑工程施工许可使用。",
      ]);
      signature(drawing, y + 300, "滨河市自然资源和规划局", "2026年9月12日", "滨河市自然资源和规划局");
    },
  },
  {
    name: "05-中标通知书",
    background: "#faf7f0",
    draw(drawing) {
      title(drawing, "中标通知书");
      const y = paragraphs(drawing, 640, [
        `${CONTRACTOR}：`,
        `你单位于2026年8月20日所递交的${PROJECT}施工投标文件已被我方接受，确定你单位为中标人。`,
        "中标价：壹亿贰仟陆佰捌拾万元整。工期：577日历天。质量标准：合格。项目经理：王建国。",
        "请你单位在接到本通知书后三十日内与我方签订施工承包合同，并按招标文件的规定提交履约担保。",
      ]);
      signature(drawing, y + 300, BUILDER, "2026年9月1日", "滨河市安居房地产开发公司");
    },
  },
  {
    name: "06-施工图审查合格书",
    background: "#fbfbfb",
    draw(drawing) {
      title(drawing, "施工图设计文件审查合格书");
      const rows = [
        ["工程名称", PROJECT],
        ["工程等级", "大型", "审查编号", "BH2026-0458"],
        ["设计单位", "滨河市建筑设计研究院"],
        ["勘察单位", "江淮岩土工程勘察院"],
        ["抗震设防", "七度（0.10g）", "节能标准", "65%"],
      ];
      const bottom = drawTable(drawing, { x: 300, y: 560, columnWidths: [380, 720, 340, 440], rowHeight: 150, sizePx: fromPoints(12) }, rows);
      const y = paragraphs(drawing, bottom + 140, ["根据《房屋建筑和市政基础设施工程施工图设计文件审查管理办法》，本工程施工图设计文件经审查合格，准予使用。"]);
      signature(drawing, y + 300, "滨河市施工图审查中心", "2026年10月15日", "滨河市施工图审查中心");
    },
  },
  {
    name: "07-图纸目录",
    background: "#ffffff",
    draw(drawing) {
      title(drawing, "建筑施工图图纸目录");
      const names = ["建筑设计总说明", "总平面图", "地下室平面图", "首层平面图", "标准层平面图", "屋顶平面图", "南立面图", "北立面图", "1-1剖面图", "楼梯详图", "门窗表及门窗大样", "墙身节点详图", "基础平面布置图", "结构设计总说明", "剪力墙配筋图", "给排水系统图", "电气系统图", "消防报警平面图"];
      const rows = names.map((name, index) => [`${index + 1}`, `建施-${String(index + 1).padStart(2, "0")}`, name, index % 3 === 0 ? "A1" : "A2", "纸质随件流转"]);
      drawTable(drawing, { x: 240, y: 540, columnWidths: [140, 320, 800, 200, 540], rowHeight: 118, sizePx: fromPoints(11) }, [["序号", "图号", "图纸名称", "图幅", "备注"], ...rows]);
    },
  },
  {
    name: "08-授权委托书",
    background: "#f9f8f4",
    draw(drawing) {
      title(drawing, "授权委托书");
      const y = paragraphs(drawing, 640, [
        "滨河新区行政审批服务中心：",
        `现委托我公司李秀英（联系电话13900001234）办理${PROJECT}的施工许可手续，包括提交申请、补正材料、领取文书和证件。`,
        "委托期限：2026年11月1日至2027年4月30日。代理人无转委托权。",
      ]);
      signature(drawing, y + 300, "法定代表人：陈静怡", "2026年11月1日", "滨河市安居房地产开发公司");
    },
  },
];

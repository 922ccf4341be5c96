/** What is often written in an opinion or a decision, chosen by its number (R-FLOW-2). Agreeing ones are the text, the others the reasons. */
export const commonPhrases = {
  agree: [
    "同意。",
    "经审查，申请材料齐全，符合法定条件，同意。",
    "经现场核实，符合法定条件，同意。",
    "同意承办人意见。",
    "同意审查意见，请领导审定。",
  ],
  disagree: [
    "申请材料的实质内容不符合法定条件。",
    "现场情况与申请材料不一致。",
    "不符合国家有关标准或者规划要求。",
    "申请人不具备法定资格。",
  ],
  grant: ["准予许可。", "经审查，申请符合法定条件，准予许可。", "同意审查意见，准予许可。"],
  deny: [
    "申请不符合法定条件。",
    "申请材料的实质内容与事实不符。",
    "不符合国家有关标准或者规划要求。",
    "申请人不具备法定资格。",
  ],
} as const;

/** What an applicant who was denied can do (R-FLOW-7); the signer may change it for the case. */
export const decisionRemedies =
  "如对本决定不服，可以自收到本决定书之日起60日内依法申请行政复议，或者自收到本决定书之日起6个月内依法向有管辖权的人民法院提起行政诉讼。";

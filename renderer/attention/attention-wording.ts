import type { Attention } from "../../contracts/ipc/workplace.ts";
import { commandNames } from "../../contracts/wording/cases.ts";
import type { ItemNames } from "../../contracts/wording/refusals.ts";
import { callWording } from "../../contracts/wording/outbox.ts";
import { queueSavedWording } from "../../contracts/wording/store.ts";
import { recordBrokenWording } from "../../contracts/wording/sync.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";

/** What happened, as a heading and as a whole: also what was kept and what to do. */
export function attentionWording({ cause }: Attention, names?: ItemNames): { title: string; text: string } {
  switch (cause.kind) {
    case "command-refused": {
      const act = (commandNames as Readonly<Record<string, string>>)[cause.commandKind] ?? cause.commandKind;
      return { title: `审批中心没有接受“${act}”`, text: `${wordingOf(cause.refusal, names)}您当时录入的内容保留在本条记录里。` };
    }
    case "page-not-sent":
      return { title: "有一页没有传到审批中心", text: `${pageName(cause.place, names)}${wordingOf(cause.failure, names)}` };
    case "record-broken":
      return { title: "办件记录对不上校验", text: recordBrokenWording(cause) };
    case "applicant-not-told":
      return { title: "短信没有送到，请电话通知", text: callWording(cause) };
    case "queue-saved":
      return { title: "本机数据库曾损坏，已重建", text: queueSavedWording(cause) };
  }
}

function pageName(place: { materialCode: string; pageNumber: number } | null, names: ItemNames | undefined): string {
  return place === null ? "" : `“${names?.materialName(place.materialCode) ?? place.materialCode}”第 ${place.pageNumber} 页：`;
}

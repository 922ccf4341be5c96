import { formatCaseNumber } from "../../domain/case/case-number.ts";
import { allPages } from "../../domain/case/case-state.ts";
import { seedOffices } from "../../server/seed/offices.ts";
import type { DemoCase } from "../cases.ts";
import { countBadPages } from "../checks.ts";
import { must } from "../must.ts";
import { step, type Stage } from "../stage.ts";

/** What the window did is in the lists of the departments' reviewers, page for page. */
export async function lookIntoInboxes({ deskOf, check }: Stage, morning: readonly DemoCase[]): Promise<void> {
  step("各部门承办人的收件列表");
  for (const { story, item, opened: { case: given } } of morning) {
    const office = must(seedOffices.find(({ id }) => id === item.officeId), "an office");
    const desk = await deskOf(office);
    await desk.sitDown("handler");
    const { case: arrived } = await desk.waitFor(given.id, "a case reaches its department", ({ version }) => version >= given.version);
    const { rows } = await desk.workstation.call("cases.list", { view: "inbox" });
    for (const row of rows) console.log(`  ${office.shortName}  ${formatCaseNumber(row.number)}  ${row.itemName}  ${row.projectName}`);
    const isExpected = rows.some(({ caseId }) => caseId === given.id) === (given.stage === "accepted");
    check(`${office.shortName}：${rows.length} 件待办；${story}，与窗口办理的一致`, isExpected && arrived.number === given.number && arrived.stage === given.stage);
    const bad = await countBadPages(arrived, async (sha256) => (await desk.workstation.call("pages.read", { sha256 })).jpeg);
    check(`  ${allPages(arrived).length} 页从审批中心取得，全部符合 R-SCAN-1`, bad === 0);
  }
}

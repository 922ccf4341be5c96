import { undeliveredNotices } from "../../domain/case/notices.ts";
import { seedOffices, type SeedOffice } from "../../server/seed/offices.ts";
import { publicationsDepartment } from "../../server/seed/offices.ts";
import { verifyRecord } from "../../server/record/verify-record.ts";
import type { DemoCase } from "../cases.ts";
import { must } from "../must.ts";
import { deliverNotices } from "../notices.ts";
import { denyWords, grantWords, signThrough, type Seat, type Words } from "../signing.ts";
import { handOutCard } from "../staff-card.ts";
import { step, type Stage } from "../stage.ts";
import type { Afternoon } from "./afternoon.ts";

/** Every case signed step by step by the department's people, each on an account of their own, one of them with a staff card; and one taken back by its applicant. */
export async function decideAll(stage: Stage, granted: readonly DemoCase[], { denied, withdrawn }: Afternoon): Promise<void> {
  const { window, check, centre, deskOf, atEnd } = stage;
  step("承办人领用证书卡（模拟 PKCS#11 卡）");
  const publications = await deskOf(publicationsDepartment);
  const card = await handOutCard(publications, "handler", check);
  if (card) atEnd(card.close);
  const seatAt = (office: SeedOffice): Seat | undefined => (office === publicationsDepartment ? card?.seat : undefined);

  step("按流程逐级签署意见，作出决定");
  const reasons = "经现场核查，申请的经营场所系住宅，不具备出版物零售所需的固定经营场所条件。";
  const denying = denyWords(reasons, must(denied.item.legalBasis[0], "a legal basis"));
  const signings: (readonly [DemoCase, Words])[] = [...granted.map((one) => [one, grantWords] as const), [denied, denying]];
  for (const [{ item, opened }, words] of signings) {
    const { id: caseId } = opened.case;
    const office = must(seedOffices.find(({ id }) => id === item.officeId), "an office");
    const desk = await deskOf(office);
    await desk.waitFor(caseId, "a case reaches its department", ({ stage: at }) => at === "accepted");
    const { signatures, signed } = await signThrough(desk, caseId, words, seatAt(office));
    console.log(`  ${signed.application.projectName}：${signatures.join(" → ")}`);
    await desk.syncAll();
    const { case: seen } = await window.waitFor(caseId, "the decision reaches the window", ({ decision }) => decision !== null);
    const outcome = words === denying ? "deny" : "grant";
    check(`${outcome === "grant" ? "准予许可" : "不予许可"}，窗口已看到`, seen.decision?.outcome === outcome && seen.opinions.length === signed.opinions.length);
  }

  step("申请人撤回一件");
  const { opened } = withdrawn;
  await window.act(opened.case.id, { kind: "withdrawCase", payload: { reason: "申请人另选经营场所，改日重新申请。" } });
  await window.syncAll();
  const { case: ended } = await window.waitFor(opened.case.id, "the withdrawal is decided", ({ documents }) => documents.some(({ document }) => document === "withdrawal-decision"));
  const delivered = await deliverNotices(window, ended, stage.clock.now());
  check("准予撤回决定书已编号、盖章，当面送达申请人", delivered.stage === "withdrawn" && undeliveredNotices(delivered).length === 0);
  check("签署之后记录哈希链仍完整", (await verifyRecord(centre.centre.database)).faults.length === 0);
}

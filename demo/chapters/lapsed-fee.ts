import { formatMinute } from "../../contracts/wording/time.ts";
import { addMs } from "../../domain/time/instant.ts";
import { publicationsDepartment } from "../../server/seed/offices.ts";
import { publicationsRetailLicence } from "../../server/seed/items/publications-retail-licence.ts";
import { acceptComplete, type Wish } from "../cases.ts";
import { must } from "../must.ts";
import { deliverNotices } from "../notices.ts";
import { bookseller } from "../people.ts";
import { grantWords, signThrough } from "../signing.ts";
import { step, type Stage } from "../stage.ts";

/** The window is heard of again some minutes after the limit: only then is nothing paid taken for nothing paid (ADR 6). */
const heardAfterMs = 10 * 60_000;

/** Four weeks ago: granted, and the fee never paid. The centre itself counts the limit as a refusal (R-FLOW-7). */
export async function letAFeeLapse({ clock, window, paper, cases, check, deskOf }: Stage): Promise<void> {
  step("四周前：一件准予许可，等待缴费");
  const wish: Wish = { story: "逾期未缴费", item: publicationsRetailLicence, end: "closed", applicant: bookseller, projectName: "赣江书屋" };
  const unpaid = await acceptComplete(window, paper, wish);
  cases.push(unpaid);
  const { id: caseId } = unpaid.opened.case;
  await window.syncAll();
  const department = await deskOf(publicationsDepartment);
  await department.sitDown("handler");
  await department.waitFor(caseId, "the case reaches its department", ({ stage }) => stage === "accepted");
  const { signatures } = await signThrough(department, caseId, grantWords);
  console.log(`  ${wish.projectName}：${signatures.join(" → ")}`);
  await department.syncAll();
  const told = await window.waitFor(caseId, "the fee is told of", ({ documents }) => documents.some(({ document }) => document === "fee-notice"));
  const fee = must(told.case.fee ?? undefined, "a fee");
  check(`缴费通知书已编号、盖章，${formatMinute(fee.dueAt)} 前缴 ${(fee.totalFen / 100).toFixed(2)} 元`, told.case.stage === "awaiting-payment");
  check("窗口当面送达缴费通知书，缴费期限不变", (await deliverNotices(window, told.case, clock.now())).fee?.dueAt === fee.dueAt);

  step("时钟拨过缴费期限");
  clock.moveTo(addMs(fee.dueAt, heardAfterMs));
  console.log(`  演示的时钟：${formatMinute(clock.now())}`);
  const lapsed = await window.waitFor(caseId, "the fee lapses", ({ documents }) => documents.some(({ document }) => document === "deny-decision"));
  const [last] = lapsed.trail.filter(({ kind }) => kind === "unpaidLapsed");
  check("审批中心自己作出不予许可决定，并出具决定书", lapsed.case.stage === "denied" && last !== undefined && lapsed.case.fee?.lapse !== null);

  await window.sitDown("window-clerk");
  await window.act(caseId, { kind: "recordPublication", payload: { place: "南昌市行政服务中心网站", url: null } });
  await window.syncAll();
  console.log("  决定已向社会公开，等申请人来领取");

  step("时钟拨到今天，窗口重新登录");
  clock.moveToToday();
  console.log(`  演示的时钟：${formatMinute(clock.now())}，与本机一致`);
  await window.sitDown("window-clerk");
}

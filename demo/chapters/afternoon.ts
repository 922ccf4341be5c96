import { landUsePreliminaryReview } from "../../server/seed/items/land-use-preliminary-review.ts";
import { publicationsRetailLicence } from "../../server/seed/items/publications-retail-licence.ts";
import { acceptComplete, type DemoCase, type Wish } from "../cases.ts";
import { bookseller, company } from "../people.ts";
import { step, type Stage } from "../stage.ts";

export interface Afternoon {
  readonly granted: DemoCase;
  readonly denied: DemoCase;
  readonly withdrawn: DemoCase;
  /** Left in its reviewer's inbox. */
  readonly pending: DemoCase;
}

/** Four more with the network there, each to end in its own way. */
export async function receiveMore({ window, paper, cases, check }: Stage): Promise<Afternoon> {
  step("联网再受理四件：将准予、不予许可、撤回和审查中的各一件");
  const accept = async (wish: Wish): Promise<DemoCase> => {
    const accepted = await acceptComplete(window, paper, wish);
    cases.push(accepted);
    return accepted;
  };
  const afternoon = {
    granted: await accept({ story: "会审后准予", item: landUsePreliminaryReview, end: "closed", applicant: company, projectName: "赣江新区物流园项目" }),
    denied: await accept({ story: "不予许可", item: publicationsRetailLicence, end: "closed", applicant: bookseller, projectName: "八一路图书角" }),
    withdrawn: await accept({ story: "申请人撤回", item: publicationsRetailLicence, end: "withdrawn", applicant: bookseller, projectName: "滕王阁书店" }),
    pending: await accept({ story: "审查中", item: landUsePreliminaryReview, end: "accepted", applicant: company, projectName: "赣江新区实验小学项目" }),
  };
  await window.syncAll();
  const { waitingCaseCount } = (await window.workstation.call("workplace.get", {})).connection;
  check("四件都已送达", waitingCaseCount === 0);
  return afternoon;
}

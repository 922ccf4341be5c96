import { cp, readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { step, type Stage } from "../stage.ts";

/** The material packages by project, and the messages to the applicants as the file provider left them. */
export async function exportAll({ window, cases, check, outputFolder, workFolder }: Stage): Promise<void> {
  step("按项目全称导出材料包");
  for (const { opened: { case: { id: caseId, application } } } of cases) {
    const { files } = await window.workstation.call("cases.export", { caseId });
    check(`${application.projectName}：${files.map((file) => relative(outputFolder, file)).join("、")}`, files.length > 0);
  }
  step("给申请人的短信（文件网关）");
  const messages = join(workFolder, "centre/messages");
  await cp(messages, join(outputFolder, "messages"), { recursive: true });
  const { length } = await readdir(messages);
  check(`${length} 条，在 demo-out/messages/`, length > 0);
}

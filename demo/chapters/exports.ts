import { cp, readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { unzipSync } from "fflate";
import sharp from "sharp";
import { allPages } from "../../domain/case/case-state.ts";
import { step, type Stage } from "../stage.ts";

/** The material packages by project, and the messages to the applicants as the file provider left them. */
export async function exportAll({ window, cases, check, outputFolder, workFolder }: Stage): Promise<void> {
  step("按项目全称导出材料包");
  for (const { opened: { case: current } } of cases) {
    const { files } = await window.workstation.call("cases.export", { caseId: current.id });
    const pageCount = allPages(current).length;
    const names = files.map((file) => relative(outputFolder, file)).join("、");
    check(`${current.application.projectName}：${names}，${pageCount} 页都在里面`, files.length > 0 && (await countPictures(files)) === pageCount);
  }
  step("给申请人的短信（文件网关）");
  const messages = join(workFolder, "centre/messages");
  await cp(messages, join(outputFolder, "messages"), { recursive: true });
  const { length } = await readdir(messages);
  check(`${length} 条，在 demo-out/messages/`, length > 0);
}

/** Pictures in the packages that open as JPEG. */
async function countPictures(zips: readonly string[]): Promise<number> {
  let count = 0;
  for (const zip of zips) {
    for (const bytes of Object.values(unzipSync(await readFile(zip)))) if ((await sharp(bytes).metadata().catch(() => undefined))?.format === "jpeg") count += 1;
  }
  return count;
}

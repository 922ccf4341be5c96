import { cliFailureWording } from "../contracts/wording/cli.ts";
import { pageWording } from "../contracts/wording/pages.ts";
import type { Failure } from "../domain/failure.ts";

/** What happened, what was kept, what to do next: as lines for a terminal. An unknown code is shown with its details. */
export function failureLines(failure: Failure): string[] {
  const page = pageWording[failure.code];
  if (page) return [page(failure.details)];
  const words = cliFailureWording[failure.code]?.(failure.details);
  if (words) return [words.happened, words.kept, words.next];
  const details = Object.entries(failure.details).map(([name, value]) => `${name}=${value}`).join(" ");
  return [`操作没有完成（代码 ${failure.code}${details ? `，${details}` : ""}）。`, "原有数据没有改动。", "请联系系统管理员，并提供上面的代码。"];
}

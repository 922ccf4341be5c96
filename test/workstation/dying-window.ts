import { openOfflineWindow } from "./offline.ts";
import { batchEnd, importFiles, targetOf } from "./headless.ts";
import { receiveTrialCase, requiredMaterials, sheetPicture } from "./trial-case.ts";

/**
 * A window as a process of its own that dies by itself, as hard as a power cut, at one moment of its third page: `after-picture`, when the
 * picture is kept and the case not told yet, or `after-command`, right after the case was told.
 */
const [dataFolder = "", moment] = process.argv.slice(2);
const window = await openOfflineWindow({ dataFolder });
const { pages, cases } = window.useCases.opened.store;
const die = (): void => void process.kill(process.pid, "SIGKILL");

let kept = 0;
const put = pages.put;
pages.put = (bytes) => {
  const sha256 = put(bytes);
  kept += 1;
  if (kept === 3 && moment === "after-picture") die();
  return sha256;
};
let attached = 0;
const give = cases.giveCommand;
cases.giveCommand = (act) => {
  const decision = give(act);
  if (act.body.kind === "attachPages") attached += 1;
  if (attached === 3 && moment === "after-command") die();
  return decision;
};

const caseId = await receiveTrialCase(window);
console.log(caseId);
const files = await Promise.all([1, 2, 3, 4, 5].map(async (number) => ({ name: `${number}.png`, bytes: await sheetPicture(number) })));
await batchEnd(window, () => importFiles(window, targetOf(caseId, requiredMaterials[0] ?? ""), files));
throw new Error("this process was to die before");

import { mondayMorning, openOfflineWindow } from "./offline.ts";
import { receiveTrialCase } from "./trial-case.ts";

/** A window as a process of its own that dies by itself, as hard as a power cut, right after it said that what was typed is kept. */
const window = await openOfflineWindow({ dataFolder: process.argv[2] ?? "" });
const caseId = await receiveTrialCase(window);
console.log(caseId);
await window.call("unsentWords.keep", { caseId, form: "withdrawCase", detail: "", words: { text: "断电之前写的" }, savedAt: mondayMorning });
process.kill(process.pid, "SIGKILL");

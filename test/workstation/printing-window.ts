import { openOfflineWindow } from "./offline.ts";
import { receiveTrialCase } from "./trial-case.ts";

/** A window as a process of its own that prints a slip on the network printer named and is then killed by its test. */
const [dataFolder = "", host = "", port = ""] = process.argv.slice(2);
const window = await openOfflineWindow({ dataFolder });
await window.call("printers.save", {
  printerId: "slip", name: "窗口小票机", connection: { kind: "network", host, port: Number(port) }, paperWidthMm: 80, characters: "gb18030",
});
const caseId = await receiveTrialCase(window);
await window.call("receipts.print", { caseId, receipt: "reception-slip" });

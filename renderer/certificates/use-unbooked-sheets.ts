import { useCallback, useState } from "react";
import type { UnbookedSheet } from "../../contracts/ipc/certificates.ts";
import { refusalWordingOf } from "../../contracts/wording/refusals.ts";
import type { CertificatePrint } from "../../domain/case/certificate-parts.ts";
import { useStores } from "../app/stores.ts";

/** Sheets sent to a printer and not booked, whoever sent them: the sign-in or the program ended in between. */
export function useUnbookedSheets() {
  const { services, notices } = useStores();
  const [sheets, setSheets] = useState<readonly UnbookedSheet[]>([]);
  const { client } = services;
  const load = useCallback(async (): Promise<readonly UnbookedSheet[]> => {
    try {
      const found = await client.call("certificates.unbookedSheets", {});
      setSheets(found);
      return found;
    } catch (error) {
      notices.getState().report(error);
      return [];
    }
  }, [client, notices]);
  const settle = async ({ jobId, caseId, number, issueNumber, paperSerial }: UnbookedSheet, outcome: CertificatePrint["outcome"] | "untouched"): Promise<void> => {
    try {
      if (outcome !== "untouched") {
        const payload = { number, issueNumber, paperSerial, outcome, note: "打印后补登记" };
        const answer = await client.call("cases.act", { caseId, body: { kind: "recordCertificatePrint", payload } });
        if (answer.outcome === "refused") return notices.getState().show("problem", refusalWordingOf(answer.refusal));
      }
      await client.call("certificates.forgetSheet", { jobId });
      await load();
    } catch (error) {
      notices.getState().report(error);
    }
  };
  return { sheets, load, settle };
}

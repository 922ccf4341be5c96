import { useCallback, useState } from "react";
import type { UnbookedSheet } from "../../contracts/ipc/certificates.ts";
import { refusalWordingOf } from "../../contracts/wording/refusals.ts";
import type { CertificatePrint } from "../../domain/case/certificate-parts.ts";
import { useStores } from "../app/stores.ts";
import { bookSheet } from "./book-sheet.ts";

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
      if (outcome === "untouched") await client.call("certificates.forgetSheet", { jobId });
      else {
        const refusal = await bookSheet(client, caseId, { number, issueNumber, paperSerial, outcome, note: "打印后补登记" }, jobId);
        if (refusal !== null) return notices.getState().show("problem", refusalWordingOf(refusal));
      }
      await load();
    } catch (error) {
      notices.getState().report(error);
    }
  };
  return { sheets, load, settle };
}

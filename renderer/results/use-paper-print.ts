import { useState } from "react";
import { useStore } from "zustand";
import { printJobStateWording } from "../../contracts/wording/printers.ts";
import type { CaseId, Sha256 } from "../../domain/ids.ts";
import { useStores } from "../app/stores.ts";

export interface PaperPrint {
  print(sha256: Sha256): Promise<void>;
  /** How far the paper asked for last is; empty before one was. */
  readonly said: string;
}

/** Sealed papers of a case onto the printer, one after the other; what cannot be printed is said. */
export function usePaperPrint(caseId: CaseId): PaperPrint {
  const { services, notices, prints } = useStores();
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useStore(prints, (state) => state.jobs.find((candidate) => candidate.jobId === jobId));
  return {
    said: job ? printJobStateWording[job.state] : "",
    async print(sha256) {
      try {
        setJobId((await services.client.call("papers.print", { caseId, sha256 })).jobId);
      } catch (error) {
        notices.getState().report(error);
      }
    },
  };
}

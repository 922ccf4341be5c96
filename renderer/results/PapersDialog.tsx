import { useState } from "react";
import { useStore } from "zustand";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { documentNames } from "../../contracts/wording/cases.ts";
import { printJobStateWording } from "../../contracts/wording/printers.ts";
import { formatMinute } from "../../contracts/wording/time.ts";
import type { Sha256 } from "../../domain/ids.ts";
import { useStores } from "../app/stores.ts";
import { Dialog } from "../keyboard/Dialog.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";

/** The numbered and sealed documents of a case: one chosen with the arrow keys, printed or saved. */
export function PapersDialog({ opened, onClose }: { opened: OpenedCase; onClose: () => void }) {
  const { services, notices, prints } = useStores();
  const { documents, id } = opened.case;
  const [chosen, setChosen] = useState(Math.max(0, documents.findLastIndex(({ isVoid }) => !isVoid)));
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useStore(prints, (state) => state.jobs.find((candidate) => candidate.jobId === jobId));
  const paper = documents[chosen];
  const withPaper = async (work: (sha256: Sha256) => Promise<void>): Promise<void> => {
    if (!paper) return;
    try {
      await work(paper.sha256);
    } catch (error) {
      notices.getState().report(error);
    }
  };
  const print = (): Promise<void> => withPaper(async (sha256) => setJobId((await services.client.call("papers.print", { caseId: id, sha256 })).jobId));
  const save = (): Promise<void> => withPaper(async (sha256) => notices.getState().show("done", `已存为 ${(await services.client.call("papers.save", { caseId: id, sha256 })).path}`));
  return (
    <Dialog
      title="决定文书"
      widthPx={640}
      firstFocusId={documents.length === 0 ? "papers-back" : "papers-choice"}
      onClose={onClose}
      footer={
        <>
          <KeyButton id="papers-back" action="cancel" onPress={onClose} />
          <KeyButton action="exportCase" label="存为 PDF" isDisabled={!paper} onPress={() => void save()} />
          <KeyButton action="confirm" label="打印" isPrimary isDisabled={!paper} onPress={() => void print()} />
        </>
      }
    >
      <div className="stack">
        {documents.length === 0 ? (
          <p className="empty">还没有编号、用印的文书。作出决定后由审批中心自动编号、用印，联网时送到本机。</p>
        ) : (
          <select id="papers-choice" className="papers-choice" size={Math.min(8, Math.max(2, documents.length))} aria-label="文书" value={chosen} onChange={(event) => setChosen(Number(event.target.value))}>
            {documents.map(({ document, number, at, isVoid }, index) => (
              <option key={number} value={index}>{[documentNames[document], number, formatMinute(at), ...(isVoid ? ["作废"] : [])].join(" · ")}</option>
            ))}
          </select>
        )}
        <span role="status" className="quiet">{job ? printJobStateWording[job.state] : ""}</span>
      </div>
    </Dialog>
  );
}

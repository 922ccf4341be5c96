import { useEffect, useState } from "react";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { documentNames } from "../../contracts/wording/cases.ts";
import { formatMinute } from "../../contracts/wording/time.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import type { DocumentKind } from "../../domain/case/case-parts.ts";
import { isFailure } from "../../domain/failure.ts";
import type { Sha256 } from "../../domain/ids.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { useStores } from "../app/stores.ts";
import { Dialog } from "../keyboard/Dialog.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { usePaperPrint } from "./use-paper-print.ts";

/** The numbered and sealed documents of a case: one chosen with the arrow keys, printed or saved. */
export function PapersDialog({ opened, onClose }: { opened: OpenedCase; onClose: () => void }) {
  const { services, notices } = useStores();
  const { documents, id } = opened.case;
  // The delivery receipt is made after the decision it is signed for, and is not what is wanted most.
  const [chosen, setChosen] = useState(Math.max(0, documents.findLastIndex(({ document, isVoid }) => !isVoid && document !== "delivery-receipt")));
  const { print, said } = usePaperPrint(id);
  const paper = documents[chosen];
  const save = async (sha256: Sha256): Promise<void> => {
    try {
      notices.getState().show("done", `已存为 ${(await services.client.call("papers.save", { caseId: id, sha256 })).path}`);
    } catch (error) {
      notices.getState().report(error);
    }
  };
  return (
    <Dialog
      title="决定文书"
      widthPx={640}
      firstFocusId={documents.length === 0 ? "papers-back" : "papers-choice"}
      onClose={onClose}
      footer={
        <>
          <KeyButton id="papers-back" action="cancel" onPress={onClose} />
          <KeyButton action="exportCase" label="存为 PDF" isDisabled={!paper} onPress={() => paper && void save(paper.sha256)} />
          <KeyButton action="confirm" label="打印" isPrimary isDisabled={!paper} onPress={() => paper && void print(paper.sha256)} />
        </>
      }
    >
      <div className="stack">
        {documents.length === 0 ? (
          <p className="empty">本机还没有编号、用印的文书。</p>
        ) : (
          <select id="papers-choice" className="papers-choice" size={Math.min(8, Math.max(2, documents.length))} aria-label="文书" value={chosen} onChange={(event) => setChosen(Number(event.target.value))}>
            {documents.map(({ document, number, at, isVoid, notice }, index) => (
              <option key={number} value={index}>{[documentNames[document], number, formatMinute(at), ...(notice ? [`${documentNames[notice.document]} ${notice.number}`] : []), ...(isVoid ? ["作废"] : [])].join(" · ")}</option>
            ))}
          </select>
        )}
        <WaitingPapers opened={opened} />
        <span role="status" className="quiet">{said}</span>
      </div>
    </Dialog>
  );
}

type Waiting = readonly { readonly document: DocumentKind; readonly failure: { readonly code: string; readonly details: Readonly<Record<string, string | number>>; readonly at: Instant } | null }[];

/** What the centre has still to make, and why it could not: asked while the dialog is open and the centre can be reached. */
function WaitingPapers({ opened: { case: current } }: { opened: OpenedCase }) {
  const { services } = useStores();
  const [answer, setAnswer] = useState<Waiting | string | null>(null);
  const { id, version } = current;
  useEffect(() => {
    let isCurrent = true;
    const put = (given: Waiting | string): void => {
      if (isCurrent) setAnswer(given);
    };
    services.client.call("papers.listWaiting", { caseId: id }).then(put, (error: unknown) => put(wordingOf(isFailure(error) ? error : { code: "internal", details: {} })));
    return () => {
      isCurrent = false;
    };
  }, [services, id, version]);
  if (answer === null) return <p className="quiet">正在询问审批中心还有哪些文书要制作…</p>;
  if (typeof answer === "string") return <p className="quiet">作出决定后由审批中心自动编号、用印，联网时送到本机。现在问不到审批中心：{answer}</p>;
  return (
    <ul className="waiting-papers" aria-label="待制作的文书">
      {answer.map(({ document, failure }) => (
        <li key={document} className={failure === null ? "quiet" : "danger"}>
          {documentNames[document]}：{failure === null ? "审批中心正在编号、用印，稍后自动送到本机。" : `${formatMinute(failure.at)} 没有做成。${wordingOf(failure)}`}
        </li>
      ))}
    </ul>
  );
}

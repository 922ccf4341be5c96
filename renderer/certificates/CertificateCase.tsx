import { useState } from "react";
import { useStore } from "zustand";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { certificateStateNames, issueNames } from "../../contracts/wording/cases.ts";
import { formatMinute } from "../../contracts/wording/time.ts";
import { formatCaseNumber } from "../../domain/case/case-number.ts";
import { findValidCertificate, isPrinted } from "../../domain/case/result.ts";
import { useStores } from "../app/stores.ts";
import { CaseFacts } from "../desk/CaseFacts.tsx";
import { FlowLine } from "../flow/FlowLine.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { PublicationDialog } from "../results/PublicationDialog.tsx";
import { CertificatePreview } from "./CertificatePreview.tsx";
import { PaperPrintDialog } from "./PaperPrintDialog.tsx";
import { ReplaceDialog } from "./ReplaceDialog.tsx";
import { RevokeDialog } from "./RevokeDialog.tsx";
import { mayIssueFirst } from "./certificate-state.ts";
import { useCertificateActs } from "./use-certificate-acts.ts";

type Shown = "print" | "replace" | "revoke" | "publish";

/** One case at the certificate desk: what its certificate says, and what is done with it, by keyboard. */
export function CertificateCase({ opened, onSheetsChange, onClose }: { opened: OpenedCase; onSheetsChange: () => void; onClose: () => void }) {
  const { certificateCase, workplace } = useStores();
  const personId = useStore(workplace, (state) => state.workplace?.person?.personId);
  const isActing = useStore(certificateCase, (state) => state.isActing);
  const acts = useCertificateActs(opened);
  const [shown, setShown] = useState<Shown | null>(null);
  const { case: current, actions } = opened;
  const valid = findValidCertificate(current);
  const isFirst = current.certificates.length === 0;
  const preparedBy = current.certificatePreparation?.by;
  const isPrepared = preparedBy !== undefined;
  const mayIssue = actions.includes("issueCertificate") && isFirst && mayIssueFirst(current, personId);
  const close = (): void => setShown(null);
  const isBusy = isActing || acts.isBusy;
  return (
    <section className="panel certificate-case" aria-label="证照">
      <header>
        <h2 className="one-line">{current.application.applicant.name}</h2>
        <span className="number quiet">{formatCaseNumber(current.number)}</span>
        <KeyButton action="closeCertificate" onPress={onClose} />
      </header>
      <div className="row page-tools" role="toolbar" aria-label="制证办理">
        {actions.includes("prepareCertificate") && (
          <KeyButton action="prepareCertificate" {...(isFirst ? {} : { label: "审核补打、换发" })} isPrimary={isFirst && !isPrepared} isDisabled={isBusy} onPress={() => void certificateCase.getState().act({ kind: "prepareCertificate", payload: { note: "" } })} />
        )}
        {mayIssue && <KeyButton action="issueCertificate" isPrimary isBusy={acts.isBusy} isDisabled={isBusy} onPress={() => void acts.issue({ issue: "first", replaces: null, reason: "" })} />}
        {valid && <KeyButton action="printCertificate" isPrimary={!isPrinted(valid)} isDisabled={isBusy} onPress={() => setShown("print")} />}
        {valid && <KeyButton action="savePaper" isDisabled={isBusy} onPress={() => void acts.save(valid.sha256)} />}
        {valid && actions.includes("issueCertificate") && <KeyButton action="replaceCertificate" isDisabled={isBusy} onPress={() => setShown("replace")} />}
        {actions.includes("revokeCertificate") && <KeyButton action="revokeCertificate" isDanger isDisabled={isBusy} onPress={() => setShown("revoke")} />}
        {actions.includes("recordPublication") && <KeyButton action="recordPublication" isDisabled={isBusy} onPress={() => setShown("publish")} />}
      </div>
      <div className="body stack" tabIndex={0} role="group" aria-label="证照内容">
        <FlowLine opened={opened} />
        {isPrepared && <p className="quiet">已由 {preparedBy.name} 审核，须另一名制证员制证。</p>}
        {current.certificates.length > 0 && (
          <ol className="trail" aria-label="证照记录">
            {current.certificates.map(({ number, issue, state, at, by, prints }) => (
              <li key={number}>
                <div className="spread"><strong>{number}</strong><span className="quiet number">{formatMinute(at)} {by.name}</span></div>
                <div>{issueNames[issue]}，{certificateStateNames[state]}</div>
                {prints.map(({ paperSerial, outcome, at: printedAt }) => (
                  <div key={`${paperSerial}-${outcome}`} className="quiet">{outcome === "printed" ? "打印" : "作废"}：证纸 {paperSerial}，{formatMinute(printedAt)}</div>
                ))}
              </li>
            ))}
          </ol>
        )}
        {isFirst && <CertificatePreview caseId={current.id} version={current.version} />}
        <h3>案情</h3>
        <CaseFacts opened={opened} />
      </div>
      {shown === "print" && valid && (
        <PaperPrintDialog
          opened={opened}
          certificate={valid}
          onClose={() => {
            close();
            onSheetsChange();
          }}
        />
      )}
      {shown === "replace" && valid && <ReplaceDialog caseId={current.id} number={valid.number} isBusy={isBusy} onClose={close} onReplace={(wish) => void acts.issue({ ...wish, replaces: valid.number }).then((isDone) => isDone && close())} />}
      {shown === "revoke" && valid && <RevokeDialog opened={opened} number={valid.number} isBusy={isBusy} onClose={close} onRevoke={(revocation) => void acts.revoke(revocation).then((isDone) => isDone && close())} />}
      {shown === "publish" && <PublicationDialog caseId={current.id} isBusy={isBusy} onClose={close} onPublish={(payload) => void certificateCase.getState().act({ kind: "recordPublication", payload }).then((isDone) => isDone && close())} />}
    </section>
  );
}

import { useState } from "react";
import { useStore } from "zustand";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { printJobStateWording } from "../../contracts/wording/printers.ts";
import type { CaseCertificate } from "../../domain/case/case-state.ts";
import type { CertificatePrint } from "../../domain/case/certificate-parts.ts";
import { nextSerial } from "../../domain/certificate/paper-serial.ts";
import { namesOf } from "../app/catalogue-store.ts";
import { useStores } from "../app/stores.ts";
import { Field } from "../desk/Field.tsx";
import { Dialog } from "../keyboard/Dialog.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { readLastSerial, writeLastSerial } from "./paper-serials.ts";

/** Prints one certificate and books the sheet of numbered paper it went on: printed, or spoilt and another taken. */
export function PaperPrintDialog({ opened, certificate, onClose }: { opened: OpenedCase; certificate: CaseCertificate; onClose: () => void }) {
  const { services, notices, certificateCase, prints } = useStores();
  const isActing = useStore(certificateCase, (state) => state.isActing);
  const [serial, setSerial] = useState(() => nextSerial(readLastSerial(services.preferences)));
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useStore(prints, (state) => state.jobs.find((candidate) => candidate.jobId === jobId));
  const isEmpty = serial.trim() === "";
  // A sheet sent to the printer is booked before another is: two sealed sheets of one certificate must not lie about.
  const mayPrint = !isEmpty && (jobId === null || job?.state === "failed");
  const print = async (): Promise<void> => {
    try {
      if (job?.state === "failed") return await prints.getState().sendAgain(job.jobId);
      const answer = await services.client.call("certificates.print", { caseId: opened.case.id, sha256: certificate.sha256, paperSerial: serial.trim() });
      if (answer.outcome === "refused") notices.getState().refuse(answer.refusal, namesOf(opened.item));
      else setJobId(answer.job.jobId);
    } catch (error) {
      notices.getState().report(error);
    }
  };
  const book = async (outcome: CertificatePrint["outcome"]): Promise<void> => {
    if (isEmpty) return;
    const { number, issueNumber } = certificate;
    if (!(await certificateCase.getState().act({ kind: "recordCertificatePrint", payload: { number, issueNumber, paperSerial: serial.trim(), outcome, note: "" } }))) return;
    if (jobId !== null) await services.client.call("certificates.forgetSheet", { jobId }).catch((error: unknown) => notices.getState().report(error));
    writeLastSerial(services.preferences, serial.trim());
    if (outcome === "printed") return onClose();
    setSerial(nextSerial(serial));
    setJobId(null);
  };
  return (
    <Dialog
      title={`打印证照 ${certificate.number}`}
      widthPx={560}
      firstFocusId="paper-serial"
      onClose={onClose}
      footer={
        <>
          <KeyButton action="cancel" onPress={onClose} />
          <KeyButton action="spoilPaper" isDanger isDisabled={isActing || isEmpty} onPress={() => void book("spoilt")} />
          <KeyButton action="confirm" label="已打好，登记证纸" isPrimary isDisabled={isActing || isEmpty} onPress={() => void book("printed")} />
        </>
      }
    >
      <div className="stack">
        <Field id="paper-serial" label="证纸编号" isRequired problem={isEmpty ? "请填写证纸上印的编号。" : null} hint="打坏的证纸按“证纸作废”登记，再换一张打">
          {(aria) => <input {...aria} className="number" autoComplete="off" maxLength={40} value={serial} onChange={(event) => setSerial(event.target.value)} />}
        </Field>
        <div className="row">
          <KeyButton id="print-certificate" action="printCertificate" label={jobId === null ? "打印" : "重新打印"} isBusy={!mayPrint} onPress={() => void print()} />
          <span role="status" className="quiet">{job ? printJobStateWording[job.state] : "放好这个编号的证纸，再按打印"}</span>
        </div>
      </div>
    </Dialog>
  );
}

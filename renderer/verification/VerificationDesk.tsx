import { useEffect, useRef, useState } from "react";
import type { DeskVerification } from "../../contracts/ipc/certificates.ts";
import { focusSoon } from "../app/focus-guard.ts";
import { useStores } from "../app/stores.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { useFileDrop } from "../desk/use-file-drop.ts";
import { readFileToVerify } from "./read-file-to-verify.ts";
import { ScanCodeDialog } from "./ScanCodeDialog.tsx";
import { VerificationResult, type Asked } from "./VerificationResult.tsx";

const textId = "verification-text";

/** Is this certificate good? Its PDF or a photograph of it dropped here, its QR code scanned, or its number typed (R-CERT-2, R-CERT-4). */
export function VerificationDesk() {
  const { services, notices } = useStores();
  const chooser = useRef<HTMLInputElement>(null);
  const part = useRef<HTMLElement>(null);
  const [text, setText] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [results, setResults] = useState<readonly Asked[]>([]);
  const [isOver, setOver] = useState(false);
  const [isScanning, setScanning] = useState(false);
  useEffect(() => focusSoon(textId), []);

  /** One question after the other, each answer shown as it comes; what cannot be asked holds up none of the others. */
  const verify = async (questions: readonly { asked: string; ask: () => Promise<readonly DeskVerification[]> }[]): Promise<void> => {
    setBusy(true);
    setResults([]);
    for (const { asked, ask } of questions) {
      try {
        const verifications = await ask();
        setResults((before) => [...before, ...verifications.map((verification) => ({ asked, verification }))]);
      } catch (error) {
        notices.getState().report(error);
      }
    }
    setBusy(false);
  };
  const verifyText = (typed: string): void => {
    const asked = typed.trim();
    if (asked !== "" && !isBusy) void verify([{ asked, ask: () => services.client.call("certificates.verifyText", { text: asked }) }]);
  };
  const verifyFiles = (files: readonly File[]): void => {
    setOver(false);
    if (files.length === 0 || isBusy) return;
    void verify(files.map((file) => ({ asked: file.name, ask: async () => services.client.call("certificates.verifyFile", { file: await readFileToVerify(file) }) })));
  };
  useFileDrop(part, verifyFiles, !isScanning);

  return (
    <section
      ref={part}
      className={`panel list-desk verification-desk${isOver ? " is-over" : ""}`}
      aria-label="证照核验"
      onDragOver={() => setOver(true)}
      onDragLeave={() => setOver(false)}
    >
      <header>
        <h2>证照核验</h2>
        <label htmlFor={textId}>二维码或证照编号</label>
        <input
          id={textId}
          className="search"
          type="search"
          autoComplete="off"
          placeholder="用扫码枪扫二维码，或输入编号后按回车"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.nativeEvent.isComposing) verifyText(text);
          }}
        />
        <KeyButton action="verifyText" isPrimary isBusy={isBusy} isDisabled={text.trim() === ""} onPress={() => verifyText(text)} />
        <KeyButton action="scanCode" isDisabled={isBusy} onPress={() => setScanning(true)} />
        <KeyButton action="chooseFile" isDisabled={isBusy} onPress={() => chooser.current?.click()} />
        <input
          ref={chooser}
          type="file"
          multiple
          accept="application/pdf,.pdf,image/*"
          className="visually-hidden"
          tabIndex={-1}
          aria-label="证照 PDF 文件或照片"
          onChange={(event) => {
            verifyFiles([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
        />
      </header>
      <div className="body stack" aria-live="polite">
        {results.length === 0 && <p className="empty">{isBusy ? "正在核验…" : "把证照的 PDF、照片或扫描件拖到这里；或用扫码枪、摄像头扫证照上的二维码；或输入编号。"}</p>}
        {results.map((result, index) => <VerificationResult key={index} {...result} />)}
      </div>
      {isScanning && (
        <ScanCodeDialog
          onCode={(code) => {
            setScanning(false);
            verifyText(code);
          }}
          onClose={() => setScanning(false)}
        />
      )}
    </section>
  );
}

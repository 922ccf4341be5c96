import { useEffect, useRef, useState } from "react";
import { Input } from "antd";
import type { Verification } from "../../contracts/certificates.ts";
import { verificationKept, verificationStateNames, verificationWording } from "../../contracts/wording/certificates.ts";
import { formatMinute } from "../../contracts/wording/time.ts";
import { focusSoon } from "../app/focus-guard.ts";
import { useStores } from "../app/stores.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";

const textId = "verification-text";

/** Is this certificate good? Its PDF dropped here, its QR code scanned, or its number typed (R-CERT-2, R-CERT-4). */
export function VerificationDesk() {
  const { services, notices } = useStores();
  const chooser = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [found, setFound] = useState<{ asked: string; verifications: readonly Verification[] } | null>(null);
  const [isOver, setOver] = useState(false);
  useEffect(() => focusSoon(textId), []);

  const verify = async (asked: string, question: () => Promise<readonly Verification[]>): Promise<void> => {
    setBusy(true);
    setFound(null);
    try {
      setFound({ asked, verifications: await question() });
    } catch (error) {
      notices.getState().report(error);
    } finally {
      setBusy(false);
    }
  };
  const verifyText = (): void => {
    const asked = text.trim();
    if (asked !== "" && !isBusy) void verify(asked, () => services.client.call("certificates.verifyText", { text: asked }));
  };
  const verifyFile = async (file: File | undefined): Promise<void> => {
    if (!file || isBusy) return;
    const pdf = new Uint8Array(await file.arrayBuffer());
    await verify(file.name, async () => [await services.client.call("certificates.verifyFile", { pdf })]);
  };
  return (
    <section
      className={`panel list-desk verification-desk${isOver ? " is-over" : ""}`}
      aria-label="证照核验"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void verifyFile(event.dataTransfer.files[0]);
      }}
    >
      <header>
        <h2>证照核验</h2>
        <label htmlFor={textId}>二维码或证照编号</label>
        <Input
          id={textId}
          className="search"
          allowClear
          autoComplete="off"
          placeholder="用扫码枪扫二维码，或输入编号后按回车"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.nativeEvent.isComposing) verifyText();
          }}
        />
        <KeyButton action="verifyText" isPrimary isBusy={isBusy} isDisabled={text.trim() === ""} onPress={verifyText} />
        <KeyButton action="chooseFile" isDisabled={isBusy} onPress={() => chooser.current?.click()} />
        <input
          ref={chooser}
          type="file"
          accept="application/pdf,.pdf"
          className="visually-hidden"
          tabIndex={-1}
          aria-label="证照 PDF 文件"
          onChange={(event) => {
            void verifyFile(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </header>
      <div className="body stack" aria-live="polite">
        {found === null && <p className="empty">{isBusy ? "正在核验…" : "把证照 PDF 拖到这里，或扫描二维码、输入编号。"}</p>}
        {found?.verifications.map((verification, index) => <VerificationResult key={index} asked={found.asked} verification={verification} />)}
      </div>
    </section>
  );
}

function VerificationResult({ asked, verification }: { asked: string; verification: Verification }) {
  const { state, reason, number, certificate, signer, signedAt, provenSignedAt } = verification;
  const { found, next } = verificationWording[reason];
  const facts: [string, string][] = [["核验的是", asked]];
  if (number) facts.push(["编号", number]);
  if (certificate) {
    facts.push(
      ["证照", `${certificate.name}，${certificate.issuer}`],
      ["持有人", certificate.holderName],
      ["有效期", `${certificate.validFrom} 至 ${certificate.validUntil ?? "长期"}`],
    );
  }
  if (signer) facts.push(["签署", `${signer.organization ?? ""} ${signer.commonName}`]);
  const at = provenSignedAt ?? signedAt;
  if (at) facts.push([provenSignedAt ? "用印时间" : "文件所写签署时间", formatMinute(at)]);
  return (
    <article className={`verification ${state === "valid" ? "is-valid" : "is-not"}`} role="alert" data-testid="verification">
      <h3 className={state === "valid" ? "success" : "danger"}>{state === "valid" ? "✓ " : "✗ "}{verificationStateNames[state]}</h3>
      <p>{found}</p>
      <p className="quiet">{verificationKept}{next}</p>
      <dl className="facts">
        {facts.map(([label, value]) => [<dt key={`${label}-term`}>{label}</dt>, <dd key={label}>{value}</dd>])}
      </dl>
    </article>
  );
}

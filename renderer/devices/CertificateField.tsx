import { useState } from "react";
import { formatMinute } from "../../contracts/wording/time.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { isFailure } from "../../domain/failure.ts";
import { useStores } from "../app/stores.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";

export interface CertificateFieldProps {
  readonly url: string;
  /** PEM; null while none is trusted. */
  readonly trusted: string | null;
  readonly onTrust: (certificate: string | null) => void;
}

interface Shown {
  readonly certificate: string;
  readonly fingerprint: string;
  readonly validUntil: string;
}

/** A device's certificate is its own work: a person compares its fingerprint with what the device shows, and it is trusted, no other. */
export function CertificateField({ url, trusted, onTrust }: CertificateFieldProps) {
  const { services } = useStores();
  const [shown, setShown] = useState<Shown | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const read = async (): Promise<void> => {
    setAsking(true);
    setProblem(null);
    try {
      setShown(await services.client.call("devices.readCertificate", { url }));
    } catch (error) {
      setProblem(wordingOf(isFailure(error) ? error : { code: "internal", details: {} }));
    } finally {
      setAsking(false);
    }
  };
  return (
    <div className="stack" role="group" aria-label="安全证书">
      <div className="row">
        <KeyButton action="readCertificate" label="读取证书" isBusy={isAsking} onPress={() => void read()} />
        <span className="quiet">{trusted === null ? "还没有登记这台设备的证书。" : "已登记证书。"}</span>
      </div>
      {problem !== null && <p className="danger" role="alert">{problem}</p>}
      {shown !== null && (
        <>
          <p>指纹（SHA-256）<span className="fingerprint">{shown.fingerprint}</span>，有效期至 {formatMinute(shown.validUntil).slice(0, 10)}</p>
          <label className="row">
            <input type="checkbox" checked={trusted === shown.certificate} onChange={(event) => onTrust(event.target.checked ? shown.certificate : null)} />
            与设备面板或网页上显示的指纹一致，信任这台设备
          </label>
        </>
      )}
    </div>
  );
}

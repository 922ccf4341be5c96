import type { DeskVerification } from "../../contracts/ipc/certificates.ts";
import { offlineBasis, verificationKept, verificationStateNames, verificationWording } from "../../contracts/wording/certificates.ts";
import { formatMinute } from "../../contracts/wording/time.ts";

export interface Asked {
  /** What was dropped, scanned or typed. */
  readonly asked: string;
  readonly verification: DeskVerification;
}

/** One verdict with its reason, what to do, and what is known of the certificate. */
export function VerificationResult({ asked, verification }: Asked) {
  const { state, reason, offline } = verification;
  const { found, next } = verificationWording[reason];
  const [tone, sign] = state === "valid" ? (["success", "✓"] as const) : state === "unasked" ? (["warning", "?"] as const) : (["danger", "✗"] as const);
  return (
    <article className={`verification is-${tone}`} role="alert" data-testid="verification">
      <h3 className={tone}>{sign} {verificationStateNames[state]}</h3>
      <p>{found}</p>
      {offline && <p>{offlineBasis(offline)}</p>}
      <p className="quiet">{verificationKept}{next}</p>
      <dl className="facts">
        {factsOf({ asked, verification }).map(([label, value]) => [<dt key={`${label}-term`}>{label}</dt>, <dd key={label}>{value}</dd>])}
      </dl>
    </article>
  );
}

function factsOf({ asked, verification: { number, certificate, signer, signedAt, provenSignedAt } }: Asked): [string, string][] {
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
  return facts;
}

import { useEffect, useState } from "react";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { isFailure } from "../../domain/failure.ts";
import type { CaseId } from "../../domain/ids.ts";
import { useStores } from "../app/stores.ts";

/** What the certificate will say, marked 样张. */
export function CertificatePreview({ caseId, version }: { caseId: CaseId; version: number }) {
  const { services } = useStores();
  const [shown, setShown] = useState<{ urls: readonly string[] } | { why: string } | null>(null);
  useEffect(() => {
    let urls: string[] = [];
    let isCurrent = true;
    services.client.call("certificates.preview", { caseId }).then(
      ({ svgs }) => {
        if (!isCurrent) return;
        // As pictures the drawings run no script and reach for nothing.
        urls = svgs.map((svg) => URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" })));
        setShown({ urls });
      },
      (error: unknown) => isCurrent && setShown({ why: isFailure(error) ? wordingOf(error) : "样张没有画出来；办件没有改动。" }),
    );
    return () => {
      isCurrent = false;
      urls.forEach((url) => URL.revokeObjectURL(url));
    };
  }, [services, caseId, version]);
  if (shown === null) return <p className="empty">正在排版样张…</p>;
  if ("why" in shown) return <p className="danger" role="alert">{shown.why}</p>;
  return <>{shown.urls.map((url, index) => <img key={url} className="certificate-preview" src={url} alt={`证照样张第 ${index + 1} 页`} data-testid="certificate-preview" />)}</>;
}

import { useEffect, useState } from "react";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { isFailure } from "../../domain/failure.ts";
import { useStores } from "../app/stores.ts";

/** The photo of a card that was read, or why it cannot be seen at this PC. */
export function CardPhoto({ photoWlt }: { photoWlt: string }) {
  const { services } = useStores();
  const [answer, setAnswer] = useState<{ readonly photoWlt: string; readonly url?: string; readonly why?: string } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const show = (shown: { url: string } | { why: string }): void => {
      if (isCurrent) setAnswer({ photoWlt, ...shown });
    };
    services.client.call("cardPhotos.decode", { photoWlt }).then(
      ({ pictureUrl }) => show({ url: pictureUrl }),
      (error: unknown) => show({ why: wordingOf(isFailure(error) ? error : { code: "internal", details: {} }) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [services, photoWlt]);

  const { url, why } = answer?.photoWlt === photoWlt ? answer : {};
  if (why !== undefined) return <p className="quiet">{why}</p>;
  return url === undefined ? <div className="card-photo" role="img" aria-label="证件照片正在解码" /> : <img className="card-photo" src={url} alt="证件照片" />;
}

import { useEffect, useState } from "react";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { isFailure } from "../../domain/failure.ts";
import type { Sha256 } from "../../domain/ids.ts";
import { useStores } from "../app/stores.ts";

export type Picture = { state: "loading" } | { state: "ready"; url: string } | { state: "missing"; why: string };

const loading: Picture = { state: "loading" };

/** A page's picture for as long as the component shows it; its URL is given back afterwards. */
export function usePicture(sha256: Sha256): Picture {
  const { pictures } = useStores();
  const [shown, setShown] = useState<{ sha256: Sha256; picture: Picture }>({ sha256, picture: loading });
  useEffect(() => {
    const lease = pictures.lease(sha256);
    let isCurrent = true;
    const show = (picture: Picture): void => {
      if (isCurrent) setShown({ sha256, picture });
    };
    lease.url.then(
      (url) => show({ state: "ready", url }),
      (error: unknown) => show({ state: "missing", why: isFailure(error) ? wordingOf(error) : "这一页读取失败。" }),
    );
    return () => {
      isCurrent = false;
      lease.end();
    };
  }, [pictures, sha256]);
  if (shown.sha256 === sha256 && shown.picture !== loading) return shown.picture;
  // One read ahead is drawn with everything else of its case, not a frame later.
  const url = pictures.find(sha256);
  return url === undefined ? loading : { state: "ready", url };
}

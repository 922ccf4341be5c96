import { useStore } from "zustand";
import type { Page } from "../../domain/case/page.ts";
import { useStores } from "../app/stores.ts";
import { pageGeometry } from "../pages/page-geometry.ts";
import { usePicture } from "../pages/use-picture.ts";

const room = { width: 80, height: 80 };

export function PageThumbnail({ page, number, isLost }: { page: Page; number: number; isLost: boolean }) {
  const picture = usePicture(page.sha256);
  const isUnclear = useStore(useStores().scans, ({ unclearPages }) => unclearPages.has(page.pageId));
  const { boxWidth, boxHeight, pictureWidth, pictureHeight } = pageGeometry(page, page.turnDegrees, room, 1);
  return (
    <>
      <span className="page-box" style={{ width: boxWidth, height: boxHeight }}>
        {picture.state === "ready" && (
          <img src={picture.url} alt="" draggable={false} style={{ width: pictureWidth, height: pictureHeight, transform: `translate(-50%, -50%) rotate(${page.turnDegrees}deg)` }} />
        )}
      </span>
      <span className="thumbnail-number">
        <span><span className="visually-hidden">第 </span>{number}<span className="visually-hidden"> 页</span></span>
        {page.isBlank && <span className="tag warning">空白？</span>}
        {isLost && <span className="tag danger">缺图，请重扫</span>}
        {isUnclear && <span className="tag danger">请重扫</span>}
      </span>
    </>
  );
}

import { useRef } from "react";
import type { Page } from "../../domain/case/page.ts";
import { pageGeometry } from "./page-geometry.ts";
import { usePicture } from "./use-picture.ts";
import { useSize } from "./use-size.ts";

export interface PageViewProps {
  readonly page: Page;
  /** `施工方案 第 3 页`. */
  readonly name: string;
  readonly zoom?: number;
  /** Quarter turns of the view on top of the page's own. */
  readonly viewTurns?: number;
}

/** One page as large as fits, or larger and to be scrolled. */
export function PageView({ page, name, zoom = 1, viewTurns = 0 }: PageViewProps) {
  const frame = useRef<HTMLDivElement>(null);
  const room = useSize(frame);
  const picture = usePicture(page.sha256);
  const turnDegrees = (page.turnDegrees + viewTurns * 90) % 360;
  const { boxWidth, boxHeight, pictureWidth, pictureHeight } = pageGeometry(page, turnDegrees, room, zoom);
  return (
    <div ref={frame} className="page-view" tabIndex={zoom > 1 ? 0 : -1} role="group" aria-label={name}>
      {picture.state === "missing" && <p className="empty danger" role="alert">{picture.why}</p>}
      {picture.state === "loading" && <p className="empty">正在打开…</p>}
      {picture.state === "ready" && (
        <div className="page-box" style={{ width: boxWidth, height: boxHeight }}>
          <img
            src={picture.url}
            alt={name}
            draggable={false}
            style={{ width: pictureWidth, height: pictureHeight, transform: `translate(-50%, -50%) rotate(${turnDegrees}deg)` }}
          />
        </div>
      )}
    </div>
  );
}

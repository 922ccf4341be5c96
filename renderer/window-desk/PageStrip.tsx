import { useEffect, useRef } from "react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useStore } from "zustand";
import { materialOf } from "../../domain/case/case-state.ts";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import type { PageId } from "../../domain/ids.ts";
import { useStores } from "../app/stores.ts";
import { onKeys, useKey } from "../keyboard/use-keys.ts";
import { focusPages, pageStripId } from "./field-ids.ts";
import { moveBefore } from "./page-acts.ts";
import { PageThumbnail } from "./PageThumbnail.tsx";
import type { PageActs } from "./use-page-acts.ts";

const thumbnailWidthPx = 92;
const draggedPage = "application/x-yichuang-page";

export interface PageStripProps {
  readonly opened: OpenedCase;
  readonly materialCode: string;
  readonly acts: PageActs;
}

/** The material's pages in order. It has the focus as a whole, so deleting or moving a page never loses it. */
export function PageStrip({ opened, materialCode, acts }: PageStripProps) {
  const { openCase } = useStores();
  const { pageId, insertIndex, selectPage, act } = useStore(openCase);
  const frame = useRef<HTMLDivElement>(null);
  const { pages } = materialOf(opened.case, materialCode);
  const selected = pages.findIndex((page) => page.pageId === pageId);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by hand or by compiler
  const virtual = useVirtualizer({
    horizontal: true,
    count: pages.length,
    getScrollElement: () => frame.current,
    estimateSize: () => thumbnailWidthPx,
    overscan: 4,
  });
  useEffect(() => {
    if (selected >= 0) virtual.scrollToIndex(selected);
  }, [selected, virtual]);
  useKey("goToPages", focusPages);

  const go = (index: number): void => {
    const page = pages[Math.min(pages.length - 1, Math.max(0, index))];
    if (page) selectPage(page.pageId);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      go(event.key === "Home" ? 0 : pages.length - 1);
    } else {
      onKeys({ ...acts.byKey, previousPage: () => go(selected - 1), nextPage: () => go(selected + 1) })(event);
    }
  };
  const drop = (event: React.DragEvent, before: number): void => {
    const dragged = event.dataTransfer.getData(draggedPage) as PageId | "";
    if (dragged === "") return;
    event.preventDefault();
    event.stopPropagation();
    const body = moveBefore(pages, dragged, materialCode, before);
    if (body) void act(body);
  };

  return (
    <div
      id={pageStripId}
      ref={frame}
      className="page-strip"
      role="listbox"
      aria-orientation="horizontal"
      aria-label={`扫描页，共 ${pages.length} 页`}
      tabIndex={0}
      {...(selected >= 0 && pageId !== null ? { "aria-activedescendant": `page-${pageId}` } : {})}
      onKeyDown={onKeyDown}
    >
      <div className="page-strip-inner" role="presentation" style={{ width: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const page = pages[index];
          if (!page) return null;
          return (
            <div
              key={page.pageId}
              id={`page-${page.pageId}`}
              role="option"
              aria-selected={index === selected}
              aria-posinset={index + 1}
              aria-setsize={pages.length}
              className={`thumbnail${insertIndex === index ? " insert-here" : ""}`}
              style={{ transform: `translateX(${start}px)`, width: thumbnailWidthPx }}
              draggable={acts.mayChange}
              onClick={() => selectPage(page.pageId)}
              onDragStart={(event) => event.dataTransfer.setData(draggedPage, page.pageId)}
              onDragOver={(event) => event.dataTransfer.types.includes(draggedPage) && event.preventDefault()}
              onDrop={(event) => drop(event, isRightHalf(event) ? index + 1 : index)}
            >
              <PageThumbnail page={page} number={index + 1} isLost={opened.lostPages.includes(page.sha256)} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function isRightHalf(event: React.DragEvent): boolean {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  return event.clientX > left + width / 2;
}

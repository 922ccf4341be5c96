import { useEffect } from "react";
import { useStore } from "zustand";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { materialOf } from "../../domain/case/case-state.ts";
import { useStores } from "../app/stores.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { useKey } from "../keyboard/use-keys.ts";
import { PageView } from "../pages/PageView.tsx";
import { neighbours, pageAt } from "./page-places.ts";

const zoomStep = 1.25;

/** One page at a time, the next ones already read. */
export function PageViewer({ opened }: { opened: OpenedCase }) {
  const { reviewer, pictures } = useStores();
  const { place, zoom, viewTurns, stepPage, stepMaterial, zoomBy, fit, turnView } = useStore(reviewer);
  useEffect(() => {
    if (place === null) return;
    for (const page of neighbours(opened, place)) pictures.preload(page.sha256);
  }, [opened, place, pictures]);
  useKey("viewPreviousMaterial", () => stepMaterial(-1));
  useKey("viewNextMaterial", () => stepMaterial(1));
  if (place === null) return <section className="panel" aria-label="扫描页"><p className="empty">没有材料。</p></section>;

  const name = opened.item.materials.find(({ code }) => code === place.materialCode)?.name ?? "";
  const { pages, onPaper, certificate } = materialOf(opened.case, place.materialCode);
  const page = pageAt(opened, place);
  return (
    <section className="panel pages-panel" aria-label="扫描页">
      <header>
        <h2 className="one-line">{name}</h2>
        <span className="quiet" role="status">{page ? `第 ${place.index + 1} / ${pages.length} 页` : "没有扫描页"}</span>
      </header>
      <div className="row page-tools" role="toolbar" aria-label="看页">
        <KeyButton action="viewPreviousPage" onPress={() => stepPage(-1)} />
        <KeyButton action="viewNextPage" onPress={() => stepPage(1)} />
        <KeyButton action="zoomIn" onPress={() => zoomBy(zoomStep)} />
        <KeyButton action="zoomOut" onPress={() => zoomBy(1 / zoomStep)} />
        <KeyButton action="zoomFit" onPress={fit} />
        <KeyButton action="viewTurn" onPress={turnView} />
        <span className="quiet number">{Math.round(zoom * 100)}%</span>
      </div>
      {page ? (
        <PageView page={page} name={`${name} 第 ${place.index + 1} 页`} zoom={zoom} viewTurns={viewTurns} />
      ) : (
        <div className="empty">
          {onPaper && <p>纸质随件流转：{onPaper.description}，{onPaper.sheetCount} 张。</p>}
          {certificate && <p>引用已有证照 {certificate.certificateNumber}。</p>}
          {!onPaper && !certificate && <p>这份材料没有扫描页。</p>}
        </div>
      )}
    </section>
  );
}

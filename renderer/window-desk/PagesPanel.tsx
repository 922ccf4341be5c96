import { useRef, useState } from "react";
import { useStore } from "zustand";
import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { materialOf } from "../../domain/case/case-state.ts";
import { useStores } from "../app/stores.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import type { KeyAction } from "../keyboard/key-map.ts";
import { PageView } from "../pages/PageView.tsx";
import { focusPages } from "./field-ids.ts";
import { moveBehind } from "./page-acts.ts";
import { MovePageDialog } from "./MovePageDialog.tsx";
import { PageStrip } from "./PageStrip.tsx";
import { ScanBar } from "./ScanBar.tsx";
import { ScanJobs } from "./ScanJobs.tsx";
import { isToBeSupplied, moveTargetsOf, rescanTargetOf, scanTargetOf } from "./scan-target.ts";
import { useFileDrop } from "../desk/use-file-drop.ts";
import { usePageActs } from "./use-page-acts.ts";

const pageActions = ["movePageBack", "movePageOn", "moveElsewhere", "turnLeft", "turnRight", "insertHere", "rescan", "removePage"] as const satisfies readonly KeyAction[];

/** The pages of the selected material: scanning, the strip, and the selected page large. */
export function PagesPanel({ opened, materialCode }: { opened: OpenedCase; materialCode: string }) {
  const { openCase, scans } = useStores();
  const { pageId, insertIndex, lastRemoved } = useStore(openCase);
  const panel = useRef<HTMLElement>(null);
  const [isAskingWhere, setAskingWhere] = useState(false);
  const [lastTarget, setLastTarget] = useState<string | null>(null);
  const acts = usePageActs(opened, materialCode, () => setAskingWhere(true));
  const definition = opened.item.materials.find(({ code }) => code === materialCode);
  const { pages } = materialOf(opened.case, materialCode);
  const index = pages.findIndex((page) => page.pageId === pageId);
  const page = pages[index];
  const [firstElsewhere, ...elsewhere] = moveTargetsOf(opened, materialCode);
  const target = page && isToBeSupplied(opened, materialCode, page) ? rescanTargetOf(opened, materialCode, page.pageId) : scanTargetOf(opened, materialCode, insertIndex);
  const importFiles = (files: readonly File[]): void => {
    if (target) void scans.getState().importFiles(target, files);
    openCase.getState().setInsertIndex(null);
  };
  useFileDrop(panel, importFiles, target !== undefined);

  return (
    <section ref={panel} className="panel pages-panel" aria-label="扫描页">
      <header>
        <h2 className="one-line">{definition?.name}</h2>
        <span className="quiet">{pages.length} 页</span>
      </header>
      <ScanBar opened={opened} target={target} onImport={importFiles} />
      <ScanJobs caseId={opened.case.id} materialCode={materialCode} materials={opened.item.materials} />
      {pages.length > 0 && <PageStrip opened={opened} materialCode={materialCode} acts={acts} />}
      {pages.length > 0 && (
        <div className="row page-tools" role="toolbar" aria-label="本页操作">
          {pageActions.map((action) => {
            const run = acts.byKey[action];
            return run && (
              <KeyButton
                key={action}
                action={action}
                isKeyElsewhere
                {...(action === "insertHere" && insertIndex === index ? { label: "取消插入" } : {})}
                onPress={() => { run(); focusPages(); }}
              />
            );
          })}
          {lastRemoved && acts.mayChange && <KeyButton action="restorePage" onPress={() => void openCase.getState().restorePage()} />}
        </div>
      )}
      {page && definition ? (
        <PageView page={page} name={`${definition.name} 第 ${index + 1} 页`} />
      ) : (
        <div className="empty">
          {target ? (
            <>
              <p>还没有扫描页。</p>
              <p>放好材料按 F5 扫描，或按 F6 选择图片；也可以把图片拖到这里，或按 Ctrl+V 粘贴。</p>
            </>
          ) : (
            <p>没有扫描页；材料现在不能改动。</p>
          )}
          {lastRemoved && target && <KeyButton action="restorePage" onPress={() => void openCase.getState().restorePage()} />}
        </div>
      )}
      {isAskingWhere && page && definition && firstElsewhere && (
        <MovePageDialog
          pageName={`“${definition.name}”第 ${index + 1} 页`}
          targets={[firstElsewhere, ...elsewhere]}
          lastTarget={lastTarget}
          onMove={(code) => {
            setLastTarget(code);
            setAskingWhere(false);
            void openCase.getState().act(moveBehind(opened.case, page.pageId, code));
          }}
          onClose={() => setAskingWhere(false)}
        />
      )}
    </section>
  );
}

import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { PaperRoute, PaperRoutes } from "../../contracts/ipc/printers.ts";
import { paperKindNames } from "../../contracts/wording/printers.ts";
import { paperKindSchema, type PaperKind } from "../../domain/printing/paper-kind.ts";
import { useStores } from "../app/stores.ts";
import { PaperRouteRow } from "./PaperRouteRow.tsx";
import { TestPrintState, useTestPrint } from "./TestPrint.tsx";

/** Which printer, tray and sides each kind of paper is printed with; a change is kept at once. */
export function PaperRoutesPart() {
  const { prints, services, notices } = useStores();
  const { printers, a4Printers } = useStore(prints);
  const [routes, setRoutes] = useState<PaperRoutes | null>(null);
  const { job, print, isUnderWay } = useTestPrint();
  useEffect(() => {
    services.client.call("papers.routes", {}).then(setRoutes, (error: unknown) => notices.getState().report(error));
  }, [services, notices]);
  const change = (kind: PaperKind, part: Partial<PaperRoute>): void => {
    if (routes === null) return;
    const wanted = { ...routes, [kind]: { ...routes[kind], ...part } };
    setRoutes(wanted);
    services.client.call("papers.setRoutes", wanted).catch((error: unknown) => notices.getState().report(error));
  };
  return (
    <section className="panel" aria-label="打印去向">
      <header>
        <h2>打印去向</h2>
        <span className="quiet">改动即时保存；没有指定的，用第一台合适的打印机。</span>
      </header>
      <div className="body stack">
        {routes !== null && (
          <table className="paper-routes">
            <thead>
              <tr><th scope="col">文书</th><th scope="col">打印机</th><th scope="col">纸盒</th><th scope="col">单双面</th><th scope="col"><span className="visually-hidden">试打</span></th></tr>
            </thead>
            <tbody>
              {paperKindSchema.options.map((kind) => (
                <PaperRouteRow
                  key={kind}
                  name={paperKindNames[kind]}
                  route={routes[kind]}
                  strips={kind === "receipt" ? printers : []}
                  a4Printers={a4Printers}
                  isTesting={isUnderWay}
                  onChange={(part) => change(kind, part)}
                  onTest={() => void print({ kind })}
                />
              ))}
            </tbody>
          </table>
        )}
        <TestPrintState job={job} />
      </div>
    </section>
  );
}

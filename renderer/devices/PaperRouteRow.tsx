import type { A4PrinterSettings, PaperRoute, PrinterSettings } from "../../contracts/ipc/printers.ts";
import { trayName } from "./tray-name.ts";
import { useA4Status } from "./use-a4-status.ts";

export interface PaperRouteRowProps {
  readonly name: string;
  readonly route: PaperRoute;
  /** Receipt printers, where this paper may go to one. */
  readonly strips: readonly PrinterSettings[];
  readonly a4Printers: readonly A4PrinterSettings[];
  readonly isTesting: boolean;
  readonly onChange: (part: Partial<PaperRoute>) => void;
  readonly onTest: () => void;
}

const sides = { "one-sided": "单面", "long-edge": "双面，长边翻页", "short-edge": "双面，短边翻页" } as const;

export function PaperRouteRow({ name, route, strips, a4Printers, isTesting, onChange, onTest }: PaperRouteRowProps) {
  const isStrip = strips.some(({ printerId }) => printerId === route.printerId) || (route.printerId === null && strips.length > 0);
  const a4Printer = a4Printers.find(({ printerId }) => printerId === route.printerId);
  const status = useA4Status(a4Printer?.printerId);
  // A tray set while the printer answered stays to be seen while it does not.
  const trays = [...new Set([...(status?.trays ?? []), ...(route.tray === null ? [] : [route.tray])])];
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <select aria-label={`${name}的打印机`} value={route.printerId ?? ""} onChange={(event) => onChange({ printerId: event.target.value || null, tray: null })}>
          <option value="">第一台合适的</option>
          {strips.map(({ printerId, name: printer }) => <option key={printerId} value={printerId}>{printer}（凭条）</option>)}
          {a4Printers.map(({ printerId, name: printer }) => <option key={printerId} value={printerId}>{printer}</option>)}
        </select>
      </td>
      <td>
        <select aria-label={`${name}的纸盒`} value={route.tray ?? ""} disabled={a4Printer === undefined} onChange={(event) => onChange({ tray: event.target.value || null })}>
          <option value="">打印机决定</option>
          {trays.map((tray) => <option key={tray} value={tray}>{trayName(tray)}</option>)}
        </select>
      </td>
      <td>
        <select aria-label={`${name}的单双面`} value={route.duplex} disabled={isStrip} onChange={(event) => onChange({ duplex: event.target.value as PaperRoute["duplex"] })}>
          {Object.entries(sides).map(([value, label]) => <option key={value} value={value} disabled={value !== "one-sided" && status?.hasDuplex === false && status.condition !== "offline"}>{label}</option>)}
        </select>
      </td>
      <td><button type="button" className="button" aria-disabled={isTesting} onClick={() => !isTesting && onTest()}>试打{name}</button></td>
    </tr>
  );
}

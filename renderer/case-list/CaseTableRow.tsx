import type { CaseRow } from "../../contracts/ipc/cases.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { DeadlineLight } from "../desk/DeadlineLight.tsx";
import { StageTag } from "../desk/StageTag.tsx";
import { deadlineOf, type Column } from "./columns.ts";

export interface CaseTableRowProps {
  readonly id: string;
  /** Undefined until it has been fetched. */
  readonly row: CaseRow | undefined;
  readonly rowIndex: number;
  readonly topPx: number;
  readonly columns: readonly Column[];
  readonly now: Instant;
  readonly isActive: boolean;
  readonly onActivate: () => void;
  readonly onHover: () => void;
  readonly onOpen: (row: CaseRow) => void;
}

export function CaseTableRow(props: CaseTableRowProps) {
  const { id, row, rowIndex, topPx, columns, now, isActive, onActivate, onHover, onOpen } = props;
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={rowIndex + 2}
      aria-selected={isActive}
      className={`case-row${row?.hasAttention === true ? " needs-attention" : ""}${row?.isMyTurn === true ? " my-turn" : ""}`}
      style={{ transform: `translateY(${topPx}px)`, gridTemplateColumns: columns.map((column) => column.width).join(" ") }}
      onClick={onActivate}
      onMouseEnter={onHover}
      onDoubleClick={() => row && onOpen(row)}
    >
      {columns.map((column) => (
        <span key={column.title} role="gridcell" className={column.isNumber === true ? "number" : ""}>
          {row && <CellContent column={column} row={row} now={now} />}
        </span>
      ))}
    </div>
  );
}

function CellContent({ column, row, now }: { column: Column; row: CaseRow; now: Instant }) {
  if (column.content === "light") return <DeadlineLight deadline={row.nextDeadline} pause={row.pause} />;
  if (column.content === "publication-light") return <DeadlineLight deadline={deadlineOf(row, "publications")} pause={null} />;
  if (column.content === "stage") return <StageTag stage={row.stage} isDeemed={row.isDeemedAccepted} />;
  return column.content(row, now);
}

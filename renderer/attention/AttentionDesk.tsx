import { useEffect } from "react";
import { useStore } from "zustand";
import type { Attention } from "../../contracts/ipc/workplace.ts";
import { formatMinute } from "../../contracts/wording/time.ts";
import { formatCaseNumber, parseCaseNumber } from "../../domain/case/case-number.ts";
import { allItemNames } from "../app/catalogue-store.ts";
import { useStores } from "../app/stores.ts";
import { useOpenCase } from "../app/use-open-case.ts";
import { RecordList } from "../desk/RecordList.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { ClashView } from "./ClashView.tsx";
import { attentionWording } from "./attention-wording.ts";

/** What the centre refused or could not be sent: what happened, what was kept, what to do (R-OFF-3). */
export function AttentionDesk() {
  const { attention, catalogue } = useStores();
  const { items, isLoaded, load, settle } = useStore(attention);
  const names = allItemNames(useStore(catalogue, (state) => state.catalogue));
  const known = useStore(catalogue, (state) => state.catalogue?.items) ?? [];
  const everyItem = { materials: known.flatMap(({ materials }) => materials), flow: known.flatMap(({ flow }) => flow) };
  const openCase = useOpenCase();
  useEffect(() => void load(), [load]);
  return (
    <section className="panel list-desk" aria-label="待处理">
      <header>
        <h2>待处理</h2>
        <span className="quiet">处理完后点“已处理”；处理记录会保留。</span>
      </header>
      <RecordList
        label="待处理事项"
        items={items}
        idOf={(item: Attention) => item.attentionId}
        emptyText={isLoaded ? "没有需要处理的事项。" : "正在读取…"}
        renderItem={(item) => {
          const { title, text } = attentionWording(item, names);
          return (
            <>
              <div className="spread">
                <strong>{title}</strong>
                <span className="quiet number">{formatMinute(item.at)}</span>
              </div>
              {item.caseNumber !== null && <p><span className="number">{shownNumber(item.caseNumber)}</span> {item.applicantName}</p>}
              <p>{text}</p>
              {item.cause.kind === "applicant-not-told" && <ul>{item.cause.messages.map(({ messageId, body }) => <li key={messageId}>{body}</li>)}</ul>}
              {item.cause.kind === "command-refused" && <ClashView cause={item.cause} item={everyItem} />}
            </>
          );
        }}
        renderActions={({ attentionId, caseId, cause }) => (
          <>
            {caseId !== null && <KeyButton action="openRecordCase" isPrimary onPress={() => openCase(caseId, cause.kind === "page-not-sent" ? cause.place : null)} />}
            <KeyButton action="settleRecord" {...(cause.kind === "applicant-not-told" ? { label: "已电话通知" } : {})} onPress={() => void settle(attentionId)} />
          </>
        )}
      />
    </section>
  );
}

function shownNumber(text: string): string {
  const number = parseCaseNumber(text);
  return number ? formatCaseNumber(number) : text;
}

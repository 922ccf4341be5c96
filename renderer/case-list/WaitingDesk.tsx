import { useEffect } from "react";
import { useStore } from "zustand";
import { formatMinute } from "../../contracts/wording/time.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { connectionWording, standingOf } from "../app/connection-wording.ts";
import { useStores } from "../app/stores.ts";
import { useNow } from "../app/use-now.ts";
import { useOpenCase } from "../app/use-open-case.ts";
import { useSyncNow } from "../app/use-sync-now.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { CaseTable } from "./CaseTable.tsx";

/** What has not reached the centre, and since when (R-OFF-4). */
export function WaitingDesk() {
  const stores = useStores();
  const connection = useStore(stores.workplace, (state) => state.workplace?.connection);
  const now = useNow();
  const openCase = useOpenCase();
  const { waiting } = stores;
  useEffect(() => {
    waiting.getState().show("waiting");
    document.querySelector<HTMLElement>("[role=grid]")?.focus();
  }, [waiting]);
  const syncNow = useSyncNow();
  const standing = connection && standingOf(connection);
  return (
    <section className="panel list-desk" aria-label="等待上传">
      <header>
        <div>
          <h2>等待上传</h2>
          {connection && (
            <p className="quiet">
              {connectionWording(connection, now).state}；{connection.waitingCaseCount} 个办件、{connection.waitingCommandCount} 步操作、{connection.waitingPageCount} 页图片等待上传
              {connection.waitingSince !== null && `，最早的从 ${formatMinute(connection.waitingSince)} 开始等`}。{standing !== "blocked" && "不用守着：联网后自动上传，不会重复也不会丢失。"}
            </p>
          )}
          {connection?.failure && standing === "blocked" && <p className="danger" role="alert">{wordingOf(connection.failure)}</p>}
        </div>
        <KeyButton action="syncNow" isKeyElsewhere onPress={syncNow} />
      </header>
      <CaseTable store={waiting} label="等待上传的办件" columns="waiting" emptyText="全部已上传。" onOpen={(row) => openCase(row.caseId)} />
    </section>
  );
}

import { useStore } from "zustand";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { formatNear } from "../../contracts/wording/time.ts";
import { useKey } from "../keyboard/use-keys.ts";
import { connectionWording } from "./connection-wording.ts";
import { useStores } from "./stores.ts";
import { useNow } from "./use-now.ts";
import { useSyncNow } from "./use-sync-now.ts";

/** Always in sight (R-OFF-4); pressing it syncs now. */
export function ConnectionStatus() {
  const stores = useStores();
  const link = useStore(stores.workplace, (state) => state.link);
  const connection = useStore(stores.workplace, (state) => state.workplace?.connection);
  const now = useNow();
  const syncNow = useSyncNow();
  useKey("syncNow", syncNow);
  if (!connection) return null;
  const { standing, state, waiting, clock } = connectionWording(connection, now);
  const kind = link === "gone" ? "gone" : standing;
  const synced = connection.lastSyncedAt === null ? "从未同步" : `上次同步 ${formatNear(connection.lastSyncedAt, now)}`;
  const why = connection.failure === null ? "" : `${wordingOf(connection.failure)}\n`;
  return (
    <button type="button" className="plain" onClick={syncNow} aria-keyshortcuts="Control+Shift+S" title={`${[state, waiting, clock].filter(Boolean).join("；")}\n${why}${synced}。按 Ctrl+Shift+S 立即同步`}>
      <span className={`connection ${kind}`} role="status">
        <span>{link === "gone" ? "本机服务中断" : state}</span>
        {waiting !== null && <span> · {waiting}</span>}
        {clock !== null && <strong> · {clock}</strong>}
      </span>
    </button>
  );
}

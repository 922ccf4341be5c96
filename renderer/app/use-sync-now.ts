import { syncOutcome } from "./connection-wording.ts";
import { useStores } from "./stores.ts";

/** Syncs at once and says how that went: whoever asks is told why nothing leaves (R-OFF-4). */
export function useSyncNow(): () => void {
  const { workplace, notices } = useStores();
  return () => {
    workplace.getState().syncNow().then(
      (connection) => {
        const { tone, text } = syncOutcome(connection);
        notices.getState().show(tone, text);
      },
      (error: unknown) => notices.getState().report(error),
    );
  };
}

import { formatMinute } from "../../contracts/wording/time.ts";
import { focusSoon } from "../app/focus-guard.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import type { RestoredWords } from "./use-unsent-words.ts";

/** Says that the form is as it was left, and begins it anew on demand. */
export function RestoredLine({ restored, firstFocusId }: { restored: RestoredWords | null; firstFocusId: string }) {
  if (restored === null) return null;
  const clear = (): void => {
    restored.clear();
    focusSoon(firstFocusId);
  };
  return (
    <p className="restored-words" role="status">
      上次没有提交的内容已恢复（{formatMinute(restored.savedAt)}）。
      <KeyButton action="clearWords" label="清除重填" onPress={clear} />
    </p>
  );
}

import { createPortal } from "react-dom";
import { useStore } from "zustand";
import { dialogSlots } from "../keyboard/dialog-slots.ts";
import { KeyLayer, useKey } from "../keyboard/use-keys.ts";
import { useFront } from "./front.ts";

/** What just happened: in the corner, or above the buttons of the dialog that is open, where its own key closes it too. */
export function NoticeStack() {
  const slot = useStore(dialogSlots, ({ slots }) => slots.at(-1));
  if (slot === undefined) return <Notices className="notices" />;
  return <KeyLayer value={slot.layer}>{createPortal(<Notices className="notices in-dialog" />, slot.element)}</KeyLayer>;
}

/** Problems are announced at once and stay; the rest politely, and passes. */
function Notices({ className }: { className: string }) {
  const { notices: store } = useFront();
  const { notices, dismiss, dismissLatest } = useStore(store);
  useKey("dismissNotice", dismissLatest, notices.length > 0);
  return (
    <section className={className} aria-label="提示">
      {notices.map(({ noticeId, tone, text }) => (
        <div key={noticeId} className={`notice ${tone}`} role={tone === "problem" ? "alert" : "status"}>
          <span>{text}</span>
          <button type="button" aria-label="关闭提示" title="Ctrl+Shift+D" onClick={() => dismiss(noticeId)}>关闭</button>
        </div>
      ))}
    </section>
  );
}

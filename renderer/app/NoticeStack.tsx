import { useStore } from "zustand";
import { useStores } from "./stores.ts";

/** What just happened. Problems are announced at once and stay; the rest politely, and passes. */
export function NoticeStack() {
  const { notices: store } = useStores();
  const { notices, dismiss } = useStore(store);
  return (
    <section className="notices" aria-label="提示">
      {notices.map(({ noticeId, tone, text }) => (
        <div key={noticeId} className={`notice ${tone}`} role={tone === "problem" ? "alert" : "status"}>
          <span>{text}</span>
          <button type="button" aria-label="关闭提示" title="Ctrl+Shift+D" onClick={() => dismiss(noticeId)}>关闭</button>
        </div>
      ))}
    </section>
  );
}

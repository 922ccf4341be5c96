import { use, useCallback, useEffect, useId, useState, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { dialogSlots } from "./dialog-slots.ts";
import { keyRegistry, KeyLayer } from "./use-keys.ts";

export interface DialogProps {
  readonly title: string;
  readonly widthPx?: number;
  readonly footer: ReactNode;
  readonly children: ReactNode;
  readonly onClose: () => void;
  /** The element that gets the focus when it opens; the first control when left out. */
  readonly firstFocusId?: string;
}

/** A dialog, open as long as it is drawn: the keys of the desk below rest, focus stays inside and goes back afterwards. */
export function Dialog({ title, widthPx = 640, footer, children, onClose, firstFocusId }: DialogProps) {
  const layer = use(KeyLayer) + 1;
  const titleId = useId();
  useEffect(() => keyRegistry.pushLayer(layer), [layer]);
  // What is first may change while somebody types: that opens nothing anew.
  const [firstId] = useState(firstFocusId);
  const open = useCallback(
    (dialog: HTMLDialogElement) => {
      dialog.showModal();
      if (firstId !== undefined) document.getElementById(firstId)?.focus();
      // Closed before it is taken off the page, it gives the focus back.
      return () => dialog.close();
    },
    [firstId],
  );
  return createPortal(
    <KeyLayer value={layer}>
      <dialog ref={open} aria-labelledby={titleId} style={{ width: widthPx }}>
        <h2 id={titleId}>{title}</h2>
        <div className="dialog-body">
          <div tabIndex={-1} data-focus-home>{children}</div>
        </div>
        <footer>
          <NoticeSlot layer={layer} />
          <div className="row dialog-footer">{footer}</div>
        </footer>
        <button type="button" className="dialog-close" aria-label="关闭" onClick={onClose}>✕</button>
      </dialog>
    </KeyLayer>,
    document.getElementById("dialogs") ?? document.body,
  );
}

function NoticeSlot({ layer }: { layer: number }) {
  const offer = useCallback((element: HTMLElement | null) => (element === null ? undefined : dialogSlots.getState().add({ element, layer })), [layer]);
  return <div ref={offer} />;
}

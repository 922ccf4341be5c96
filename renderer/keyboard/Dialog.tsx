import { use, useCallback, useEffect, useState, type ReactNode } from "react";
import { Modal } from "antd";
import { dialogSlots } from "./dialog-slots.ts";
import { keyRegistry, KeyLayer } from "./use-keys.ts";

export interface DialogProps {
  readonly title: string;
  readonly widthPx?: number;
  readonly footer: ReactNode;
  readonly children: ReactNode;
  readonly onClose: () => void;
  /** The element that gets the focus; the first control when left out. */
  readonly firstFocusId?: string;
}

/** A dialog, open as long as it is drawn: the keys of the desk below rest, focus stays inside and goes back afterwards. */
export function Dialog({ title, widthPx = 640, footer, children, onClose, firstFocusId }: DialogProps) {
  const layer = use(KeyLayer) + 1;
  useEffect(() => keyRegistry.pushLayer(layer), [layer]);
  // A dialog opened by its key has no trigger that the kit could go back to.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        // What was done in the dialog may have opened a part of its own in there, which has the focus already.
        if (before instanceof HTMLElement && before.isConnected && !before.contains(document.activeElement)) before.focus({ preventScroll: true });
      });
    },
    [before],
  );
  return (
    <Modal
      open
      title={title}
      width={widthPx}
      centered
      keyboard={false}
      mask={{ closable: false }}
      // Over the body itself the kit would lock scrolling by a style without the page's nonce, which its policy forbids.
      getContainer={() => document.getElementById("dialogs") ?? document.body}
      onCancel={onClose}
      // What scrolls cuts off what stands out: the ring of a focused control needs its room.
      styles={{ body: { maxHeight: "calc(100vh - 150px)", overflowY: "auto", padding: 3, margin: -3 } }}
      footer={
        <KeyLayer value={layer}>
          <NoticeSlot layer={layer} />
          <div className="row dialog-footer">{footer}</div>
        </KeyLayer>
      }
      afterOpenChange={(isOpen) => {
        if (isOpen && firstFocusId !== undefined) document.getElementById(firstFocusId)?.focus();
      }}
    >
      <KeyLayer value={layer}>
        <div tabIndex={-1} data-focus-home>{children}</div>
      </KeyLayer>
    </Modal>
  );
}

function NoticeSlot({ layer }: { layer: number }) {
  const offer = useCallback((element: HTMLElement | null) => (element === null ? undefined : dialogSlots.getState().add({ element, layer })), [layer]);
  return <div ref={offer} />;
}

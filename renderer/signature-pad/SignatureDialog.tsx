import { Dialog } from "../keyboard/Dialog.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { SignaturePad, type SignaturePadProps } from "./SignaturePad.tsx";

export interface SignatureDialogProps extends SignaturePadProps {
  readonly title: string;
  readonly onClose: () => void;
}

/** The pad by itself: open as long as it is drawn. */
export function SignatureDialog({ title, onClose, ...pad }: SignatureDialogProps) {
  return (
    <Dialog title={title} widthPx={760} onClose={onClose} footer={<KeyButton action="cancel" onPress={onClose} />}>
      <SignaturePad {...pad} />
    </Dialog>
  );
}

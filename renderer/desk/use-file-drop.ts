import { useEffect, useEffectEvent, type RefObject } from "react";

/** Files dropped on the part, and pictures pasted anywhere on the page but into a text field. */
export function useFileDrop(part: RefObject<HTMLElement | null>, onFiles: (files: readonly File[]) => void, isOpen: boolean): void {
  const take = useEffectEvent((files: FileList | undefined): boolean => {
    if (!files || files.length === 0) return false;
    onFiles([...files]);
    return true;
  });
  useEffect(() => {
    const element = part.current;
    if (!element || !isOpen) return;
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      if (take(event.dataTransfer?.files)) event.preventDefault();
    };
    const paste = (event: ClipboardEvent): void => {
      if (take(event.clipboardData?.files)) event.preventDefault();
    };
    element.addEventListener("dragover", over);
    element.addEventListener("drop", drop);
    document.addEventListener("paste", paste);
    return () => {
      element.removeEventListener("dragover", over);
      element.removeEventListener("drop", drop);
      document.removeEventListener("paste", paste);
    };
  }, [part, isOpen]);
}

import type { ReactNode } from "react";

export interface SubmitButtonProps {
  readonly isBusy: boolean;
  readonly isDisabled?: boolean;
  readonly children: ReactNode;
}

/** Sends its form off, which Enter does too. It keeps the focus while what was sent is under way, and sends nothing twice. */
export function SubmitButton({ isBusy, isDisabled = false, children }: SubmitButtonProps) {
  return (
    <button
      type="submit"
      className="button primary"
      disabled={isDisabled}
      aria-busy={isBusy}
      aria-keyshortcuts="Enter"
      onClick={(event) => {
        if (isBusy) event.preventDefault();
      }}
    >
      {children}
      <kbd aria-hidden="true">回车</kbd>
    </button>
  );
}

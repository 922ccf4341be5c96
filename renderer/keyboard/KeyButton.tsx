import { displayOf } from "./key-combination.ts";
import { bindingOf, type KeyAction } from "./key-map.ts";
import { useKey } from "./use-keys.ts";

export interface KeyButtonProps {
  readonly action: KeyAction;
  readonly onPress: () => void;
  /** Instead of the action's own label. */
  readonly label?: string;
  readonly isDisabled?: boolean;
  readonly isPrimary?: boolean;
  readonly isDanger?: boolean;
  readonly isBusy?: boolean;
  /** The key is heard elsewhere (by a part that has the focus); the button only shows it. */
  readonly isKeyElsewhere?: boolean;
  readonly id?: string;
}

/** A button that shows its key and answers to it. Its accessible name is the label alone. */
export function KeyButton(props: KeyButtonProps) {
  const { action, onPress, isDisabled = false, isBusy = false } = props;
  const { keys, label } = bindingOf(action);
  const isOff = isDisabled || isBusy;
  useKey(action, onPress, !isOff && props.isKeyElsewhere !== true);
  return (
    <button
      id={props.id}
      type="button"
      className={`button${props.isPrimary === true ? " primary" : ""}${props.isDanger === true ? " danger" : ""}`}
      disabled={isDisabled}
      aria-disabled={isOff}
      aria-keyshortcuts={keys[0].replace("Ctrl", "Control").replace(" ", "Space")}
      onClick={() => {
        if (!isOff) onPress();
      }}
    >
      {props.label ?? label}
      <kbd aria-hidden="true">{displayOf(keys[0])}</kbd>
    </button>
  );
}

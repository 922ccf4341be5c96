import { createContext, use, useEffect, useEffectEvent } from "react";
import { bindingOf, type KeyAction } from "./key-map.ts";
import { isPressed } from "./key-combination.ts";
import { createKeyRegistry } from "./key-registry.ts";

export const keyRegistry = createKeyRegistry();

/** 0 for the desks; a dialog raises it for what is inside. */
export const KeyLayer = createContext(0);

/** Runs `run` on the action's key while this component is there and `isEnabled`. */
export function useKey(action: KeyAction, run: () => void, isEnabled = true): void {
  const layer = use(KeyLayer);
  const onPress = useEffectEvent(run);
  useEffect(() => (isEnabled ? keyRegistry.register(action, layer, () => onPress()) : undefined), [action, layer, isEnabled]);
}

/** Listens to the whole window. Called once, before the page is drawn. */
export function listenToKeys(target: Window): void {
  target.addEventListener("keydown", (event) => {
    // While an input method composes, every key is its own; 229 is how older ones say so.
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    // By Escape the browser itself would close a dialog, also one that must stay.
    if (keyRegistry.press(event, isTextField(event.target)) || event.key === "Escape") event.preventDefault();
  });
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "file"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target.isContentEditable || target.role === "combobox";
}

/** For a part that hears keys itself while it has the focus: the handlers by action, tried in order. */
export function onKeys(handlers: Partial<Record<KeyAction, () => void>>): (event: React.KeyboardEvent) => void {
  return (event) => {
    const { target } = event;
    if (event.nativeEvent.isComposing || isTextField(target)) return;
    for (const [action, run] of Object.entries(handlers) as [KeyAction, () => void][]) {
      if (bindingOf(action).keys.some((keys) => isPressed(keys, event))) {
        event.preventDefault();
        event.stopPropagation();
        run();
        return;
      }
    }
  };
}

import { isPressed, isTyping, type KeyPress } from "./key-combination.ts";
import { bindingOf, type KeyAction } from "./key-map.ts";

interface Entry {
  readonly action: KeyAction;
  readonly layer: number;
  readonly run: () => void;
}

export interface KeyRegistry {
  /** Ends with the function returned. A later registration of the same action goes before an earlier one. */
  register(action: KeyAction, layer: number, run: () => void): () => void;
  /** A dialog opens: only handlers of its layer hear keys until it closes. */
  pushLayer(layer: number): () => void;
  /** Runs the handler of the pressed key. True when there was one: the browser must not act on the key as well. */
  press(press: KeyPress, isInTextField: boolean): boolean;
}

/** One registry for the whole page; components register what they offer while they offer it. */
export function createKeyRegistry(): KeyRegistry {
  const entries: Entry[] = [];
  const layers: number[] = [0];

  return {
    register(action, layer, run) {
      const entry = { action, layer, run };
      entries.push(entry);
      return () => void entries.splice(entries.indexOf(entry), 1);
    },
    pushLayer(layer) {
      layers.push(layer);
      return () => void layers.splice(layers.lastIndexOf(layer), 1);
    },
    press(press, isInTextField) {
      const top = Math.max(...layers);
      const entry = entries.findLast(
        ({ action, layer }) =>
          layer === top &&
          bindingOf(action).keys.some((keys) => isPressed(keys, press) && !(isInTextField && isTyping(keys))),
      );
      entry?.run();
      return entry !== undefined;
    },
  };
}

/** A key with its modifiers, written `Ctrl+Shift+ArrowLeft`. The last part is a `KeyboardEvent.key`. */
export type KeyCombination = string;

export type KeyPress = Pick<KeyboardEvent, "key" | "ctrlKey" | "shiftKey" | "altKey" | "metaKey">;

interface Parts {
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
}

function partsOf(combination: KeyCombination): Parts {
  const names = combination.split("+");
  return { key: names.at(-1) ?? "", ctrl: names.includes("Ctrl"), shift: names.includes("Shift"), alt: names.includes("Alt") };
}

/** True when the press is this combination. Letters match in either case, so that caps lock breaks no key. */
export function isPressed(combination: KeyCombination, press: KeyPress): boolean {
  const parts = partsOf(combination);
  const isSign = parts.key.length === 1 && !/[a-z]/i.test(parts.key);
  return (
    press.key.toLowerCase() === parts.key.toLowerCase() &&
    press.ctrlKey === parts.ctrl &&
    press.altKey === parts.alt &&
    !press.metaKey &&
    // Which signs need Shift depends on the keyboard's layout.
    (isSign || press.shiftKey === parts.shift)
  );
}

/** True for a key that types something: it must not fire while a text field has the focus. */
export function isTyping(combination: KeyCombination): boolean {
  const { key, ctrl, alt } = partsOf(combination);
  return !ctrl && !alt && (key.length === 1 || ["Delete", "Insert", "Home", "End", "Enter", "Backspace"].includes(key) || key.startsWith("Arrow"));
}

const keyNames: Readonly<Record<string, string>> = {
  ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓",
  " ": "空格", PageUp: "PgUp", PageDown: "PgDn", Delete: "Del", Insert: "Ins", Escape: "Esc", Enter: "回车",
};

/** As printed on the button: `Ctrl+←`, `R`. */
export function displayOf(combination: KeyCombination): string {
  return combination
    .split("+")
    .map((name) => keyNames[name] ?? (name.length === 1 ? name.toUpperCase() : name))
    .join("+");
}

import { describe, expect, it, vi } from "vitest";
import { displayOf, isPressed, isTyping, type KeyPress } from "./key-combination.ts";
import { bindingOf, keyMap, type KeyAction, type KeyScope } from "./key-map.ts";
import { createKeyRegistry } from "./key-registry.ts";

const press = (key: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  key, ctrlKey: false, shiftKey: false, altKey: false, metaKey: false, ...modifiers,
});

describe("a key combination", () => {
  it.each([
    ["F9", press("F9"), true],
    ["F9", press("F9", { ctrlKey: true }), false],
    ["Ctrl+F9", press("F9", { ctrlKey: true }), true],
    ["R", press("r"), true],
    ["R", press("R", { shiftKey: true }), false],
    ["=", press("=", { shiftKey: true }), true],
    ["Ctrl+ArrowLeft", press("ArrowLeft", { ctrlKey: true }), true],
    ["Alt+1", press("1"), false],
  ])("%s and %o: %s", (combination, pressed, expected) => expect(isPressed(combination, pressed)).toBe(expected));

  it("types when nothing but a character is pressed", () => {
    expect(["R", "1", "Delete", "ArrowLeft"].every(isTyping)).toBe(true);
    expect(["F9", "Ctrl+E", "Alt+1", "Escape"].some(isTyping)).toBe(false);
  });

  it("is shown as on the keyboard", () => expect(displayOf("Ctrl+ArrowLeft")).toBe("Ctrl+←"));
});

describe("the key map", () => {
  const actions = Object.keys(keyMap) as KeyAction[];
  /** Scopes that can hear the same press. */
  const together: readonly (readonly KeyScope[])[] = [
    ["everywhere", "window-desk", "materials"],
    ["everywhere", "window-desk", "page-strip"],
    ["everywhere", "case-list"],
    ["everywhere", "attention"],
    ["everywhere", "prints"],
    ["everywhere", "devices"],
    ["everywhere", "reviewer"],
    ["everywhere", "certificates"],
    ["everywhere", "verification"],
    ["dialog", "phrases"],
  ];

  it.each(together)("gives no key to two actions that work at once: %s %s %s", (...scopes) => {
    const keys = actions.filter((action) => scopes.includes(bindingOf(action).scope)).flatMap((action) => bindingOf(action).keys);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it("leaves the window's and the menu's keys alone", () => {
    const taken = ["F10", "F11", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Z", "Ctrl+Y", "Ctrl+A", "Ctrl+Q", "Ctrl+W", "Ctrl+=", "Ctrl+-", "Ctrl+0"];
    expect(actions.flatMap((action) => bindingOf(action).keys).filter((key) => taken.includes(key))).toEqual([]);
  });
});

describe("the key registry", () => {
  it("runs what was registered last, and the earlier again once that has gone", () => {
    const registry = createKeyRegistry();
    const [first, second] = [vi.fn(), vi.fn()];
    registry.register("accept", 0, first);
    const end = registry.register("accept", 0, second);
    expect(registry.press(press("F9"), true)).toBe(true);
    end();
    registry.press(press("F9"), true);
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
  });

  it("keeps the keys of the page below from working while a dialog is open", () => {
    const registry = createKeyRegistry();
    const [accept, confirm] = [vi.fn(), vi.fn()];
    registry.register("accept", 0, accept);
    registry.register("confirm", 1, confirm);
    const close = registry.pushLayer(1);
    expect(registry.press(press("F9"), false)).toBe(false);
    expect(registry.press(press("Enter", { ctrlKey: true }), true)).toBe(true);
    close();
    expect(registry.press(press("F9"), false)).toBe(true);
    expect([accept.mock.calls.length, confirm.mock.calls.length]).toEqual([1, 1]);
  });

  it("lets a text field have the keys that type", () => {
    const registry = createKeyRegistry();
    const turn = vi.fn();
    registry.register("viewTurn", 0, turn);
    expect(registry.press(press("r"), true)).toBe(false);
    expect(registry.press(press("r"), false)).toBe(true);
    expect(turn).toHaveBeenCalledOnce();
  });
});

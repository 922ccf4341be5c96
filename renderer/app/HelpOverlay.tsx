import { displayOf } from "../keyboard/key-combination.ts";
import { Dialog } from "../keyboard/Dialog.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { useStores } from "./stores.ts";
import { bindingOf, keyMap, scopeNames, type KeyAction, type KeyScope } from "../keyboard/key-map.ts";

const actions = Object.keys(keyMap) as KeyAction[];

export function HelpOverlay({ onClose }: { onClose: () => void }) {
  const { navigation } = useStores();
  return (
    <Dialog title="按键帮助" widthPx={1280} onClose={onClose} firstFocusId="help-close" footer={
      <>
        <KeyButton action="checkRecords" onPress={() => navigation.getState().show("record-check")} />
        <KeyButton id="help-close" action="cancel" onPress={onClose} isPrimary />
      </>
    }>
      <p>填表时按回车到下一项，Tab 在各部分之间移动；用输入法选字时按键不起作用。</p>
      <div className="help">
        {(Object.keys(scopeNames) as KeyScope[]).map((scope) => (
          <section key={scope} aria-label={scopeNames[scope]}>
            <h3>{scopeNames[scope]}</h3>
            <ul>
              {actions.filter((action) => bindingOf(action).scope === scope).map((action) => (
                <li key={action}>
                  <span>{bindingOf(action).label}</span>
                  <span>{bindingOf(action).keys.map((keys) => <kbd key={keys}>{displayOf(keys)}</kbd>)}</span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

import { bindingOf } from "../keyboard/key-map.ts";
import { isPressed } from "../keyboard/key-combination.ts";

export interface PhraseListProps {
  readonly id: string;
  readonly phrases: readonly string[];
  readonly chosen: string;
  readonly onChoose: (phrase: string) => void;
}

/** Common phrases, chosen by their number, the arrow keys or a click. */
export function PhraseList({ id, phrases, chosen, onChoose }: PhraseListProps) {
  const at = phrases.indexOf(chosen);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const byNumber = bindingOf("choosePhrase").keys.findIndex((keys) => isPressed(keys, event));
    const move = event.ctrlKey ? undefined : { ArrowDown: at + 1, ArrowUp: Math.max(0, at - 1) }[event.key];
    const phrase = phrases[byNumber === -1 ? (move ?? -1) : byNumber];
    if (phrase === undefined) return;
    event.preventDefault();
    onChoose(phrase);
  };
  return (
    <div id={id} className="phrases" role="listbox" aria-label="常用意见" tabIndex={0} {...(at === -1 ? {} : { "aria-activedescendant": `${id}-${at}` })} onKeyDown={onKeyDown}>
      {phrases.map((phrase, index) => (
        <div key={phrase} id={`${id}-${index}`} role="option" aria-selected={index === at} onClick={() => onChoose(phrase)}>
          <kbd aria-hidden="true">{index + 1}</kbd> {phrase}
        </div>
      ))}
    </div>
  );
}

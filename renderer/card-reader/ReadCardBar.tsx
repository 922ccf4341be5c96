import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { ReadIdentity } from "../../contracts/ipc/card-reader.ts";
import { cardStageWording } from "../../contracts/wording/card-reader.ts";
import { useStores } from "../app/stores.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { useKey } from "../keyboard/use-keys.ts";

export interface ReadCardBarProps {
  readonly action: "readCard" | "testReader";
  /** What to say of the card that was read; null once that no longer holds. */
  readonly wordingOfRead: (identity: ReadIdentity) => { readonly tone: "success" | "danger"; readonly text: string } | null;
  readonly onRead?: (identity: ReadIdentity) => void;
}

/** Reads an identity card: one button to begin and to end it, and what the reader is doing said as it goes. */
export function ReadCardBar({ action, wordingOfRead, onRead }: ReadCardBarProps) {
  const { cards } = useStores();
  const { isReading, stage, problem } = useStore(cards);
  const [identity, setIdentity] = useState<ReadIdentity | null>(null);
  const { cancel } = cards.getState();
  // A card that is laid down later must not fill the form of the next applicant.
  useEffect(() => () => cancel(), [cancel]);
  useKey("cancelCard", cancel, isReading);

  const read = async (): Promise<void> => {
    setIdentity(null);
    const found = await cards.getState().read();
    if (found === undefined) return;
    setIdentity(found);
    onRead?.(found);
  };
  const said = identity && wordingOfRead(identity);
  return (
    <div className="row">
      <KeyButton action={action} {...(isReading ? { label: "停止读卡" } : {})} onPress={() => (isReading ? cancel() : void read())} />
      <span className="card-says" aria-live="polite">
        {isReading && (stage === null ? "正在连接阅读器…" : `${cardStageWording[stage]}（Esc 停止）`)}
        {problem !== null && <span className="danger">{problem}</span>}
        {said && <span className={said.tone}>{said.text}</span>}
      </span>
    </div>
  );
}

import { useEffect } from "react";
import { useStore } from "zustand";
import type { CardReaderSetup } from "../../contracts/ipc/card-reader.ts";
import { useStores } from "../app/stores.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { CardReaderForm } from "./CardReaderForm.tsx";

/** Which identity card reader this PC has. */
export function CardReaderSettings() {
  const { cards } = useStores();
  const { setup, loadSetup } = useStore(cards);
  useEffect(() => void loadSetup(), [loadSetup]);
  return (
    <section className="panel" aria-label="身份证阅读器">
      <header>
        <h2>身份证阅读器</h2>
        <span className="quiet" role="status">{setup === null ? "正在读取…" : readerText(setup)}</span>
        <KeyButton action="findPorts" onPress={() => void loadSetup()} />
      </header>
      <div className="body">{setup !== null && <CardReaderForm setup={setup} />}</div>
    </section>
  );
}

function readerText({ reader }: CardReaderSetup): string {
  return reader === null ? "没有设置，证件信息手工录入" : `使用 ${reader.path}，波特率 ${reader.baudRate}`;
}

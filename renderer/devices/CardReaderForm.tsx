import { useState } from "react";
import { cardReaderBaudRates, cardReaderSettingsSchema, type CardReaderSetup, type ReadIdentity } from "../../contracts/ipc/card-reader.ts";
import { CardPhoto } from "../card-reader/CardPhoto.tsx";
import { ReadCardBar } from "../card-reader/ReadCardBar.tsx";
import { useStores } from "../app/stores.ts";
import { focusSoon } from "../app/focus-guard.ts";
import { enterMovesOn } from "../desk/enter-moves-on.ts";
import { Field } from "../desk/Field.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";

const portId = "reader-port";

export function CardReaderForm({ setup: { reader, ports } }: { setup: CardReaderSetup }) {
  const { cards, notices } = useStores();
  const [path, setPath] = useState(reader?.path ?? "");
  const [baudRate, setBaudRate] = useState<number>(reader?.baudRate ?? cardReaderBaudRates[0]);
  const [isTried, setTried] = useState(false);
  const [tested, setTested] = useState<{ count: number; photoWlt?: string | undefined }>({ count: 0 });
  const typed = cardReaderSettingsSchema.safeParse({ path, baudRate });
  const isKept = reader !== null && typed.data?.path === reader.path && typed.data.baudRate === reader.baudRate;

  const save = async (): Promise<boolean> => {
    setTried(true);
    if (typed.success) return cards.getState().configure(typed.data);
    focusSoon(portId);
    return false;
  };
  const saveAndSay = async (): Promise<void> => {
    if (await save()) notices.getState().show("done", "身份证阅读器已保存。");
  };
  return (
    <div className="stack" role="form" aria-label="阅读器的端口" onKeyDown={enterMovesOn(() => void saveAndSay())}>
      <div className="row" role="group" aria-label="找到的串口">
        <span className="quiet">{ports.length === 0 ? "没有找到串口；插好阅读器后刷新，或直接填写。" : "找到的串口："}</span>
        {ports.map((port) => (
          <button key={port.path} type="button" className="button" aria-pressed={port.path === path} onClick={() => setPath(port.path)}>
            {port.path}{port.manufacturer === null ? "" : ` ${port.manufacturer}`}
          </button>
        ))}
      </div>
      <div className="pair">
        <Field id={portId} label="端口" isRequired problem={isTried && !typed.success ? "请填写端口，例如 /dev/ttyUSB0 或 COM3。" : null}>
          {(aria) => <input {...aria} autoComplete="off" placeholder="/dev/ttyUSB0" value={path} onChange={(event) => setPath(event.target.value)} />}
        </Field>
        <Field id="reader-baud-rate" label="波特率" hint="一般是 115200">
          {(aria) => (
            <select {...aria} aria-invalid={undefined} aria-required={undefined} value={baudRate} onChange={(event) => setBaudRate(Number(event.target.value))}>
              {cardReaderBaudRates.map((rate) => <option key={rate} value={rate}>{rate}</option>)}
            </select>
          )}
        </Field>
      </div>
      <div className="row">
        <KeyButton action="saveReader" isPrimary={!isKept} onPress={() => void saveAndSay()} />
        <KeyButton action="removeReader" isDanger isDisabled={reader === null} onPress={() => void cards.getState().configure(null)} />
      </div>
      {isKept ? <ReadCardBar action="testReader" wordingOfRead={readWording} onRead={({ photoWlt }) => setTested(({ count }) => ({ count: count + 1, photoWlt }))} /> : <span className="quiet">保存后可以试读。</span>}
      {/* A new reading asks the decoder anew: it may be another one by now. */}
      {isKept && tested.photoWlt !== undefined && <CardPhoto key={tested.count} photoWlt={tested.photoWlt} />}
    </div>
  );
}

function readWording({ name, validUntil, isExpired }: ReadIdentity) {
  const until = validUntil === "long-term" ? "长期有效" : `有效期至 ${validUntil}`;
  return { tone: "success", text: `✓ 读到 ${name} 的证件，${until}${isExpired ? "（已到期）" : ""}` } as const;
}

import { useStore } from "zustand";
import type { CardReaderSetup } from "../../contracts/ipc/card-reader.ts";
import { deviceFamilyNames } from "../../contracts/wording/devices.ts";
import { PhotoDecoderForm } from "../card-reader/PhotoDecoderForm.tsx";
import { useStores } from "../app/stores.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { CardReaderForm } from "./CardReaderForm.tsx";
import { DeviceLight, DeviceTrouble } from "./DeviceState.tsx";

/** Which identity card reader this PC has. */
export function CardReaderPart() {
  const { cards, devices } = useStores();
  const { setup, loadSetup } = useStore(cards);
  const status = useStore(devices, ({ statuses }) => statuses["card-reader"]);
  return (
    <section className="panel" aria-label={deviceFamilyNames["card-reader"]}>
      <header>
        <h2>{deviceFamilyNames["card-reader"]}</h2>
        <KeyButton action="findDevices" label="刷新串口" onPress={() => void loadSetup()} />
      </header>
      <div className="body stack">
        <div className="spread">
          <span className="quiet" role="status">{setup === null ? "正在读取…" : readerText(setup)}</span>
          {setup?.reader && <span role="status"><DeviceLight status={status} /></span>}
        </div>
        {setup?.reader && <DeviceTrouble status={status} />}
        {setup !== null && <CardReaderForm key={setup.reader?.path} setup={setup} />}
        <PhotoDecoderForm />
      </div>
    </section>
  );
}

function readerText({ reader }: CardReaderSetup): string {
  return reader === null ? "没有设置，证件信息手工录入" : `使用 ${reader.path}，波特率 ${reader.baudRate}`;
}

import { useEffect, useState } from "react";
import { useStores } from "../app/stores.ts";
import { enterMovesOn } from "../desk/enter-moves-on.ts";
import { Field } from "../desk/Field.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";

/** The command that decodes the photos of identity cards at this PC; also at one without a reader, where cases are examined. */
export function PhotoDecoderForm() {
  const { services: { client }, notices } = useStores();
  const [command, setCommand] = useState<string | null>(null);
  useEffect(() => {
    client.call("cardPhotos.decoder", {}).then(
      (decoder) => setCommand(decoder.command ?? ""),
      (error: unknown) => notices.getState().report(error),
    );
  }, [client, notices]);
  if (command === null) return null;

  const save = async (): Promise<void> => {
    try {
      const kept = await client.call("cardPhotos.configure", { command: command.trim() || null });
      setCommand(kept.command ?? "");
      notices.getState().show("done", kept.command === null ? "本机不解码证件照片。" : "照片解码命令已保存。");
    } catch (error) {
      notices.getState().report(error);
    }
  };
  return (
    <div className="stack" role="form" aria-label="照片解码" onKeyDown={enterMovesOn(() => void save())}>
      <Field id="photo-decoder" label="照片解码命令" hint="厂家的解码程序，写完整路径：从标准输入或 {file} 处的文件读取 WLT 数据，在标准输出给出 BMP、JPEG 或 PNG。不填则不显示照片。">
        {(aria) => <input {...aria} autoComplete="off" maxLength={500} placeholder="/opt/wlt/decode {file}" value={command} onChange={(event) => setCommand(event.target.value)} />}
      </Field>
      <div className="row">
        <KeyButton action="saveDecoder" onPress={() => void save()} />
      </div>
    </div>
  );
}

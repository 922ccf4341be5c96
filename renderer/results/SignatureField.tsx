import { useRef, useState } from "react";
import { useStore } from "zustand";
import { warningWordingOf } from "../../contracts/wording/wording.ts";
import type { HandOver } from "../../domain/case/result-parts.ts";
import { useStores } from "../app/stores.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { usePicture } from "../pages/use-picture.ts";
import { SignaturePad, type TakenPicture } from "../signature-pad/SignaturePad.tsx";

export type Signature = HandOver["signature"];

export interface SignatureFieldProps {
  readonly signature: Signature | null;
  readonly onSign: (signature: Signature | null) => void;
}

/** The signature for what is handed over: written on the pad, or the signed slip as a picture; kept here before a command names it. */
export function SignatureField({ signature, onSign }: SignatureFieldProps) {
  const { services, notices } = useStores();
  const [isBusy, setBusy] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const take = async (kind: Signature["kind"], picture: TakenPicture): Promise<void> => {
    setBusy(true);
    try {
      const { page, warnings } = await services.client.call("scans.preparePicture", picture);
      if (page.isBlank) notices.getState().show("problem", "这张图是空白的，没有采用；请重新签名或重新选择。");
      else onSign({ kind, page });
      for (const code of warnings) if (code !== "blank") notices.getState().show("hint", warningWordingOf(code));
    } catch (error) {
      notices.getState().report(error);
    } finally {
      setBusy(false);
    }
  };
  const choose = async (file: File | undefined): Promise<void> => {
    if (file) await take("slip", { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
  };
  if (signature) {
    return (
      <div className="stack" role="group" aria-label="签收">
        <SignaturePicture signature={signature} />
        <div className="row"><KeyButton action="wipeSignature" label="重新签收" onPress={() => onSign(null)} /></div>
      </div>
    );
  }
  return (
    <div className="stack" role="group" aria-label="签收">
      <SignaturePad label="请领取人在框内签名" isBusy={isBusy} onTake={(picture) => void take("pad", picture)} />
      <div className="row">
        <KeyButton action="takeSlip" isDisabled={isBusy} onPress={() => chooser.current?.click()} />
        <input
          ref={chooser}
          type="file"
          accept="image/*"
          className="visually-hidden"
          tabIndex={-1}
          aria-label="签收单图片"
          onChange={(event) => {
            void choose(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </div>
    </div>
  );
}

function SignaturePicture({ signature }: { signature: Signature }) {
  const picture = usePicture(signature.page.sha256);
  const name = signature.kind === "pad" ? "领取人签名" : "签收单";
  const isOnline = useStore(useStores().workplace, (state) => state.workplace?.connection.isOnline ?? false);
  if (picture.state === "missing") return <p className="danger" role="alert">{picture.why}{isOnline ? "" : "（没有网络）"}</p>;
  return picture.state === "ready" ? <img className="signature-picture" src={picture.url} alt={name} /> : <p className="quiet">正在打开{name}…</p>;
}

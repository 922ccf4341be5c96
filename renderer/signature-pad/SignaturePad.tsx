import { useEffect, useRef, useState } from "react";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { drawStroke, finishStroke, isSigned, padSize, toPad, type InkPoint } from "./ink.ts";

/** A picture as `scans.import` (a page of a material) and `scans.preparePicture` (one page by itself) take it. */
export interface TakenPicture {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Said of what was written on the pad: it is not turned to lie straight. */
  readonly origin?: "signature";
}

export interface SignaturePadProps {
  /** What the picture is called in messages and in the record. */
  readonly name?: string;
  /** What the person at the counter is asked to do. */
  readonly label?: string;
  readonly takeLabel?: string;
  readonly isBusy?: boolean;
  /** The signature as a PNG, black on white. The pad keeps its ink until wiped or taken down. */
  readonly onTake: (picture: TakenPicture) => void;
}

/**
 * A place to sign with a pen display, a finger or a mouse (whatever moves a pointer): write, wipe, take. Stands inside a dialog.
 * Taking is offered only once there is enough ink to be a name.
 */
export function SignaturePad({ name = "手写签名.png", label = "请在框内签名", takeLabel = "采用签名", isBusy = false, onTake }: SignaturePadProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const strokes = useRef<InkPoint[][]>([]);
  const [hasSigned, setSigned] = useState(false);
  const wipe = (): void => {
    strokes.current = [];
    setSigned(false);
    if (canvas.current) fillWhite(canvas.current);
  };
  useEffect(() => {
    if (canvas.current) fillWhite(canvas.current);
  }, []);

  const write = (event: React.PointerEvent<HTMLCanvasElement>): void => {
    const stroke = strokes.current.at(-1);
    const pen = event.currentTarget.getContext("2d");
    if (!stroke || !pen) return;
    const frame = event.currentTarget.getBoundingClientRect();
    const from = stroke.length;
    // A quick pen moves several times between two frames of the screen; only the last of them is an event of its own.
    const moves = event.nativeEvent.getCoalescedEvents();
    for (const move of moves.length > 0 ? moves : [event.nativeEvent]) stroke.push(toPad(move, frame));
    drawStroke(pen, stroke, from);
  };
  const begin = (event: React.PointerEvent<HTMLCanvasElement>): void => {
    // The other buttons of a pen, and the ball of a hand while the pen writes.
    if (event.button !== 0 || !event.isPrimary || isBusy) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    strokes.current.push([]);
    write(event);
  };
  const go = (event: React.PointerEvent<HTMLCanvasElement>): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) write(event);
  };
  const lift = (event: React.PointerEvent<HTMLCanvasElement>): void => {
    const pen = event.currentTarget.getContext("2d");
    if (pen) finishStroke(pen, strokes.current.at(-1) ?? []);
    setSigned(isSigned(strokes.current));
  };
  const take = async (): Promise<void> => {
    const picture = canvas.current && (await toPng(canvas.current));
    if (picture) onTake({ name, bytes: picture, origin: "signature" });
  };

  return (
    <div className="signature-pad stack">
      <p className="quiet" id="signature-pad-label">{label}</p>
      <canvas
        ref={canvas}
        width={padSize.width}
        height={padSize.height}
        role="img"
        aria-labelledby="signature-pad-label"
        onPointerDown={begin}
        onPointerMove={go}
        onPointerUp={lift}
        onPointerCancel={lift}
      />
      <div className="row">
        <KeyButton action="wipeSignature" label="重签" onPress={wipe} isDisabled={isBusy} />
        <KeyButton action="takeSignature" label={takeLabel} isPrimary isBusy={isBusy} isDisabled={!hasSigned} onPress={() => void take()} />
      </div>
    </div>
  );
}

/** Paper, not nothing: a transparent picture would have black paper in a JPEG. */
function fillWhite(canvas: HTMLCanvasElement): void {
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
}

async function toPng(canvas: HTMLCanvasElement): Promise<Uint8Array | undefined> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  return blob ? new Uint8Array(await blob.arrayBuffer()) : undefined;
}

import { useState } from "react";
import { Input } from "antd";
import { useStore } from "zustand";
import { pinStateWording } from "../../contracts/wording/staff-card.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { isFailure } from "../../domain/failure.ts";
import { useStores } from "../app/stores.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { displayOf } from "../keyboard/key-combination.ts";
import { keyMap } from "../keyboard/key-map.ts";
import { useKey } from "../keyboard/use-keys.ts";

/** In the top bar while a card lies there unused: who signed in by password can sign with it, and so registers it. */
export function UseStaffCard() {
  const { staffCard } = useStores();
  const state = useStore(staffCard, (store) => store.state);
  const [isOpen, setOpen] = useState(false);
  const isOffered = state.kind === "present" && !state.isInUse;
  useKey("useStaffCard", () => setOpen(true), isOffered);
  if (state.kind === "present" && state.isInUse) return <span title="签署意见时用证书卡签名；拔卡即停">证书卡</span>;
  if (!isOffered) return null;
  const [key] = keyMap.useStaffCard.keys;
  return (
    <>
      <button type="button" className="plain" aria-keyshortcuts={key.replace("Ctrl", "Control")} title={displayOf(key)} onClick={() => setOpen(true)}>使用证书卡</button>
      {isOpen && <UseStaffCardDialog holder={state.holder ?? state.label} rest={pinStateWording(state.pin)} isLocked={state.pin.kind === "locked"} onClose={() => setOpen(false)} />}
    </>
  );
}

function UseStaffCardDialog({ holder, rest, isLocked, onClose }: { holder: string; rest: string; isLocked: boolean; onClose: () => void }) {
  const { workplace, notices } = useStores();
  const [pin, setPin] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (): Promise<void> => {
    if (pin === "") return setProblem("请输入 PIN 码。");
    setBusy(true);
    setProblem(null);
    try {
      await workplace.getState().useStaffCard({ pin });
      notices.getState().show("done", `以后的意见用 ${holder} 的证书卡签名。`);
      onClose();
    } catch (error) {
      setProblem(isFailure(error) ? wordingOf(error) : "程序内部出错，没有使用证书卡。请重试；仍不行请联系管理员。");
      setPin("");
    } finally {
      setBusy(false);
    }
  };
  return (
    <FormDialog title="使用证书卡" confirmLabel="使用" firstFocusId="use-card-pin" isConfirmDisabled={isBusy || isLocked} onConfirm={() => void submit()} onClose={onClose}>
      <p>{holder}：以后签署的意见用这张卡签名，也可以用它登录。第一次使用时需要联网登记。</p>
      <Field id="use-card-pin" label="PIN 码" problem={problem} hint={rest}>
        {(aria) => <Input {...aria} type="password" inputMode="numeric" autoComplete="off" disabled={isLocked} value={pin} onChange={(event) => setPin(event.target.value)} />}
      </Field>
    </FormDialog>
  );
}

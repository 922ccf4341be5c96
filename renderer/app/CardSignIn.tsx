import { useState } from "react";
import { useStore } from "zustand";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { isFailure } from "../../domain/failure.ts";
import { SubmitButton } from "../keyboard/SubmitButton.tsx";
import { nameOfCard } from "../staff-card/card-name.ts";
import { PinFields } from "../staff-card/PinFields.tsx";
import { usePinOfCard } from "../staff-card/use-pin-of-card.ts";
import { useFront } from "./front.ts";

/** The part of the sign-in page for whoever has a staff card (R-SEC-1); nothing on a PC that has no driver for one. */
export function CardSignIn() {
  const { workplace, staffCard } = useFront();
  const state = useStore(staffCard, (store) => store.state);
  const cards = state.kind === "present" ? state.cards : [];
  const [problem, setProblem] = useState<string | null>(null);
  const typed = usePinOfCard(cards, () => setProblem(null));
  const [isBusy, setBusy] = useState(false);
  if (state.kind === "not-configured") return null;
  if (state.kind === "absent") return <p className="quiet" role="status">有证书卡的，请插卡，用 PIN 码登录。</p>;
  if (state.kind === "trouble") return <p className="warning" role="status">{wordingOf(state.failure)}</p>;

  const submit = async (): Promise<void> => {
    const checked = typed.check();
    if ("problem" in checked) return setProblem(checked.problem);
    setBusy(true);
    setProblem(null);
    try {
      await workplace.getState().signInWithCard(checked.request);
    } catch (error) {
      setProblem(isFailure(error) ? wordingOf(error) : "程序内部出错，没有登录。请重试；仍不行请联系管理员。");
      document.getElementById("card-pin")?.focus();
    } finally {
      typed.type("");
      setBusy(false);
    }
  };

  const isLocked = typed.card?.pin.kind === "locked";
  return (
    <form className="panel" aria-label="证书卡登录" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <h2>证书卡登录</h2>
      {typed.card && <p>{nameOfCard(typed.card)}</p>}
      <PinFields id="card-pin" cards={cards} typed={typed} problem={problem} isFocused />
      <SubmitButton isBusy={isBusy} isDisabled={isLocked}>用证书卡登录</SubmitButton>
    </form>
  );
}

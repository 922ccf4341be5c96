import { useState } from "react";
import { useStore } from "zustand";
import { appWording } from "../../contracts/wording/app.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { isFailure } from "../../domain/failure.ts";
import { Field } from "../desk/Field.tsx";
import { SubmitButton } from "../keyboard/SubmitButton.tsx";
import { CardSignIn } from "./CardSignIn.tsx";
import { standingOf } from "./connection-wording.ts";
import { NewPasswordForm } from "./NewPasswordForm.tsx";
import { useFront } from "./front.ts";

export function SignInPage({ officeName }: { officeName: string }) {
  const { workplace, staffCard } = useFront();
  const connection = useStore(workplace, (state) => state.workplace?.connection);
  const standing = connection ? standingOf(connection) : "offline";
  const isLocked = useStore(workplace, (state) => state.workplace?.isLocked ?? false);
  const isCutOff = useStore(workplace, (state) => state.isCutOff);
  const hasCard = useStore(staffCard, ({ state }) => state.kind === "present");
  const [account, setAccount] = useState("");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [needsNewPassword, setNeedsNewPassword] = useState(false);

  const submit = async (newPassword?: string): Promise<void> => {
    if (account.trim() === "" || password === "") return setProblem("请填写账号和密码。");
    setBusy(true);
    setProblem(null);
    try {
      await workplace.getState().signIn({ account, password, ...(newPassword !== undefined && { newPassword }) });
    } catch (error) {
      if (isFailure(error, "password-change-needed")) return setNeedsNewPassword(true);
      setProblem(isFailure(error) ? wordingOf(error) : "程序内部出错，没有登录。请重试；仍不行请联系管理员。");
      // A new password may have been taken though its answer was lost: then it is the old one that is wrong now.
      if (newPassword === undefined || isFailure(error, "sign-in-wrong")) startAnew();
    } finally {
      setBusy(false);
    }
  };
  const startAnew = (): void => {
    setNeedsNewPassword(false);
    setPassword("");
    document.getElementById("password")?.focus();
  };
  const giveUp = (): void => {
    setProblem(null);
    startAnew();
  };

  if (needsNewPassword) {
    return (
      <main className="front">
        <NewPasswordForm account={account} oldPassword={password} problem={problem} isBusy={isBusy} onChoose={(newPassword) => void submit(newPassword)} onGiveUp={giveUp} />
      </main>
    );
  }

  return (
    <main className="front">
      <div className="entrances">
        {isLocked && <p role="alert" className="warning">证书卡已拔出，本机已锁定。填写的内容都已保存；请插卡并输入 PIN 码，或用账号和密码登录。</p>}
        {isCutOff && <p role="alert" className="warning">{appWording["sign-in-cut-off"]?.({})}</p>}
        <CardSignIn />
        <form className="panel" aria-label="登录" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
          <h1>一窗</h1>
          <p className="quiet">{officeName}</p>
          <Field id="account" label="账号">
            {(aria) => <input {...aria} autoFocus={!hasCard} autoComplete="username" value={account} onChange={(event) => setAccount(event.target.value)} />}
          </Field>
          <Field id="password" label="密码">
            {(aria) => <input {...aria} type="password" autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} />}
          </Field>
          {problem !== null && <p role="alert" className="danger">{problem}</p>}
          <SubmitButton isBusy={isBusy}>登录</SubmitButton>
          {standing === "offline" && <p className="warning">现在没有连上审批中心：在本机登录过的人员可以离线登录。</p>}
          {standing === "blocked" && connection?.failure && <p className="warning" role="status">{wordingOf(connection.failure)}</p>}
        </form>
      </div>
    </main>
  );
}

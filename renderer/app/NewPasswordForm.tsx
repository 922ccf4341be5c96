import { useState } from "react";
import { passwordLength } from "../../domain/people/password-length.ts";
import { Field } from "../desk/Field.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { SubmitButton } from "../keyboard/SubmitButton.tsx";
import { findNewPasswordProblem } from "./new-password.ts";

export interface NewPasswordFormProps {
  readonly account: string;
  /** The one an administrator gave. */
  readonly oldPassword: string;
  /** What the centre said to the last try. */
  readonly problem: string | null;
  readonly isBusy: boolean;
  readonly onChoose: (newPassword: string) => void;
  readonly onGiveUp: () => void;
}

/** A password somebody else gave lets nobody in: one chosen here does, or one goes back. */
export function NewPasswordForm({ account, oldPassword, problem, isBusy, onChoose, onGiveUp }: NewPasswordFormProps) {
  const [typed, setTyped] = useState({ first: "", again: "" });
  const [isTried, setTried] = useState(false);
  const wrong = findNewPasswordProblem(typed, oldPassword);
  const submit = (): void => {
    setTried(true);
    if (wrong === null) onChoose(typed.first);
    else document.getElementById(wrong.field === "first" ? "new-password" : "new-password-again")?.focus();
  };
  const problemOf = (field: "first" | "again"): string | null => (isTried && wrong?.field === field ? wrong.text : null);
  return (
    <form className="panel" aria-label="设置新密码" onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <h1>设置新密码</h1>
      <p className="quiet">账号 {account} 的密码是管理员设定的，换成自己的密码后才能登录。</p>
      <Field id="new-password" label="新密码" problem={problemOf("first")} hint={`至少 ${passwordLength.least} 位，不能与原密码相同`}>
        {(aria) => <input {...aria} autoFocus type="password" autoComplete="new-password" maxLength={passwordLength.most} value={typed.first} onChange={(event) => setTyped({ ...typed, first: event.target.value })} />}
      </Field>
      <Field id="new-password-again" label="再输一遍新密码" problem={problemOf("again")}>
        {(aria) => <input {...aria} type="password" autoComplete="new-password" maxLength={passwordLength.most} value={typed.again} onChange={(event) => setTyped({ ...typed, again: event.target.value })} />}
      </Field>
      {problem !== null && <p role="alert" className="danger">{problem}</p>}
      <SubmitButton isBusy={isBusy}>更换密码并登录</SubmitButton>
      <KeyButton action="cancel" label="退出" isDisabled={isBusy} onPress={onGiveUp} />
    </form>
  );
}

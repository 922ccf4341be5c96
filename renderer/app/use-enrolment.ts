import { useState } from "react";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { isFailure } from "../../domain/failure.ts";
import { useFront } from "./front.ts";

export interface TypedEnrolment {
  readonly centreUrl: string;
  readonly enrolmentCode: string;
  readonly deviceName: string;
}

export interface EnrolmentForm {
  readonly typed: TypedEnrolment;
  readonly problem: string | null;
  readonly isBusy: boolean;
  change(part: Partial<TypedEnrolment>): void;
  /** True when this PC has joined; otherwise `problem` says why not. */
  submit(): Promise<boolean>;
}

export function useEnrolment(centreUrl: string): EnrolmentForm {
  const { workplace } = useFront();
  const [typed, setTyped] = useState<TypedEnrolment>({ centreUrl, enrolmentCode: "", deviceName: "" });
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const submit = async (): Promise<boolean> => {
    const url = withScheme(typed.centreUrl);
    const isIncomplete = typed.enrolmentCode.trim() === "" || typed.deviceName.trim() === "";
    if (url === null) setProblem("审批中心地址不对，请填写管理员给的地址，例如 https://10.1.2.3:8443。");
    else if (isIncomplete) setProblem("请填写登记码和本机名称。");
    if (url === null || isIncomplete) return false;
    setBusy(true);
    setProblem(null);
    try {
      await workplace.getState().enrol({ ...typed, centreUrl: url });
      return true;
    } catch (error) {
      setProblem(isFailure(error) ? wordingOf(error) : "程序内部出错，本机没有登记。请重试；仍不行请联系管理员。");
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { typed, problem, isBusy, change: (part) => setTyped((before) => ({ ...before, ...part })), submit };
}

/** Administrators read addresses out without `https://`. Null when it is no address even with it. */
function withScheme(typed: string): string | null {
  const text = typed.trim();
  if (text === "") return null;
  const url = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(url) ? url.replace(/\/+$/, "") : null;
}

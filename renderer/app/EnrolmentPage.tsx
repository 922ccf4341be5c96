import { useState } from "react";
import { Button, Input } from "antd";
import { isFailure } from "../../domain/failure.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { Field } from "../desk/Field.tsx";
import { useStores } from "./stores.ts";

/** First start of a PC: it joins a centre with a code an administrator made (R-SEC-5). */
export function EnrolmentPage() {
  const { workplace } = useStores();
  const [centreUrl, setCentreUrl] = useState("");
  const [enrolmentCode, setCode] = useState("");
  const [deviceName, setDeviceName] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const submit = async (): Promise<void> => {
    const url = withScheme(centreUrl);
    if (url === null) return setProblem("审批中心地址不对，请填写管理员给的地址，例如 https://10.1.2.3:8443。");
    if (enrolmentCode.trim() === "" || deviceName.trim() === "") return setProblem("请填写登记码和本机名称。");
    setBusy(true);
    setProblem(null);
    try {
      await workplace.getState().enrol({ centreUrl: url, enrolmentCode, deviceName });
    } catch (error) {
      setProblem(isFailure(error) ? wordingOf(error) : "程序内部出错，本机没有登记。请重试；仍不行请联系管理员。");
    } finally {
      setBusy(false);
    }
  };

  return (
    <main className="front">
      <form className="panel" aria-label="登记本机" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
        <h1>登记本机</h1>
        <p>这台电脑还没有登记。请向系统管理员索取审批中心地址和登记码，每个登记码只能用一次。</p>
        <Field id="centre-url" label="审批中心地址" isRequired>
          {(aria) => <Input {...aria} autoFocus value={centreUrl} placeholder="https://10.1.2.3:8443" onChange={(event) => setCentreUrl(event.target.value)} />}
        </Field>
        <Field id="enrolment-code" label="登记码" isRequired>
          {(aria) => <Input {...aria} value={enrolmentCode} autoComplete="off" onChange={(event) => setCode(event.target.value)} />}
        </Field>
        <Field id="device-name" label="本机名称" isRequired hint="写明窗口，便于管理员辨认，例如“三号窗口”">
          {(aria) => <Input {...aria} value={deviceName} onChange={(event) => setDeviceName(event.target.value)} />}
        </Field>
        {problem !== null && <p role="alert" className="danger">{problem}</p>}
        <Button type="primary" htmlType="submit" loading={isBusy} aria-keyshortcuts="Enter">登记<kbd aria-hidden="true">回车</kbd></Button>
      </form>
    </main>
  );
}

/** Administrators read addresses out without `https://`. Null when it is no address even with it. */
function withScheme(typed: string): string | null {
  const text = typed.trim();
  if (text === "") return null;
  const url = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(url) ? url.replace(/\/+$/, "") : null;
}

import { Field } from "../desk/Field.tsx";
import type { TypedEnrolment, EnrolmentForm } from "./use-enrolment.ts";

/** Where the centre is, the administrator's code, and what this PC is called. */
export function EnrolmentFields({ typed, problem, change }: EnrolmentForm) {
  const onType = (field: keyof TypedEnrolment) => (event: React.ChangeEvent<HTMLInputElement>) => change({ [field]: event.target.value });
  return (
    <>
      <Field id="centre-url" label="审批中心地址" isRequired>
        {(aria) => <input {...aria} autoFocus={typed.centreUrl === ""} value={typed.centreUrl} placeholder="https://10.1.2.3:8443" onChange={onType("centreUrl")} />}
      </Field>
      <Field id="enrolment-code" label="登记码" isRequired>
        {(aria) => <input {...aria} value={typed.enrolmentCode} autoComplete="off" onChange={onType("enrolmentCode")} />}
      </Field>
      <Field id="device-name" label="本机名称" isRequired hint="写明窗口，便于管理员辨认，例如“三号窗口”">
        {(aria) => <input {...aria} value={typed.deviceName} onChange={onType("deviceName")} />}
      </Field>
      {problem !== null && <p role="alert" className="danger">{problem}</p>}
    </>
  );
}

import { SubmitButton } from "../keyboard/SubmitButton.tsx";
import { EnrolmentFields } from "./EnrolmentFields.tsx";
import { useEnrolment } from "./use-enrolment.ts";

/** First start of a PC: it joins a centre with a code an administrator made (R-SEC-5). */
export function EnrolmentPage() {
  const enrolment = useEnrolment("");
  return (
    <main className="front">
      <form className="panel" aria-label="登记本机" onSubmit={(event) => { event.preventDefault(); void enrolment.submit(); }}>
        <h1>登记本机</h1>
        <p>这台电脑还没有登记。请向系统管理员索取审批中心地址和登记码，每个登记码只能用一次。</p>
        <EnrolmentFields {...enrolment} />
        <SubmitButton isBusy={enrolment.isBusy}>登记</SubmitButton>
      </form>
    </main>
  );
}

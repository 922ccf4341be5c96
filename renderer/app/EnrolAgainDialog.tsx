import { FormDialog } from "../desk/FormDialog.tsx";
import { EnrolmentFields } from "./EnrolmentFields.tsx";
import { useStores } from "./stores.ts";
import { useEnrolment } from "./use-enrolment.ts";

/** After a rebuild this PC joins its centre anew; what was given under the old code is sent all the same (R-RECV-8). */
export function EnrolAgainDialog({ centreUrl, onClose }: { centreUrl: string; onClose: () => void }) {
  const enrolment = useEnrolment(centreUrl);
  const { draft } = useStores();
  const submit = async (): Promise<void> => {
    // A new code signs out whoever is signed in: nothing can be saved after it.
    await draft.getState().flush();
    if (await enrolment.submit()) onClose();
  };
  return (
    <FormDialog title="重新登记本机" confirmLabel="登记" firstFocusId="enrolment-code" isConfirmDisabled={enrolment.isBusy} onConfirm={() => void submit()} onClose={onClose}>
      <p>请向系统管理员索取新的登记码。登记后使用新的工作站编号，请用本人账号重新登录；已有的办件、草稿和等待上传的内容都不变。</p>
      <EnrolmentFields {...enrolment} />
    </FormDialog>
  );
}

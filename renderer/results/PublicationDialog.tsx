import type { CommandPayload } from "../../domain/case/case-command.ts";
import { publicationSchema } from "../../domain/case/result-parts.ts";
import type { CaseId } from "../../domain/ids.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";
import { useUnsentWords } from "../unsent-words/use-unsent-words.ts";

export interface PublicationDialogProps {
  readonly caseId: CaseId;
  readonly isBusy: boolean;
  readonly onPublish: (publication: CommandPayload<"recordPublication">) => void;
  readonly onClose: () => void;
}

/** Where the public can read the result (R-FLOW-9). */
export function PublicationDialog({ caseId, isBusy, onPublish, onClose }: PublicationDialogProps) {
  const { words, change, restored } = useUnsentWords({ caseId, form: "recordPublication", detail: "" }, () => ({ place: "政府门户网站行政许可公示栏", url: "" }));
  const { place, url } = words;
  const publication = publicationSchema.safeParse({ place, url: url.trim() === "" ? null : url.trim() });
  const isUrlRight = url.trim() === "" || publicationSchema.shape.url.safeParse(url.trim()).success;
  const confirm = (): void => {
    if (!isBusy && publication.success) onPublish(publication.data);
  };
  return (
    <FormDialog title="登记结果公示" firstFocusId="publication-place" confirmLabel="登记" isConfirmDisabled={isBusy} restored={restored} onConfirm={confirm} onClose={onClose}>
      <Field id="publication-place" label="公示位置" isRequired problem={place.trim() === "" ? "请填写公示位置。" : null}>
        {(aria) => <input {...aria} maxLength={100} value={place} onChange={(event) => change({ place: event.target.value })} />}
      </Field>
      <Field id="publication-url" label="网址" problem={isUrlRight ? null : "请填写完整网址，如 https://… 。"}>
        {(aria) => <input {...aria} className="number" maxLength={500} value={url} onChange={(event) => change({ url: event.target.value })} />}
      </Field>
    </FormDialog>
  );
}

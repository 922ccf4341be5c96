import { useState } from "react";
import { Input } from "antd";
import type { CommandPayload } from "../../domain/case/case-command.ts";
import { publicationSchema } from "../../domain/case/result-parts.ts";
import { Field } from "../desk/Field.tsx";
import { FormDialog } from "../desk/FormDialog.tsx";

export interface PublicationDialogProps {
  readonly isBusy: boolean;
  readonly onPublish: (publication: CommandPayload<"recordPublication">) => void;
  readonly onClose: () => void;
}

/** Where the public can read the result (R-FLOW-9). */
export function PublicationDialog({ isBusy, onPublish, onClose }: PublicationDialogProps) {
  const [place, setPlace] = useState("政府门户网站行政许可公示栏");
  const [url, setUrl] = useState("");
  const publication = publicationSchema.safeParse({ place, url: url.trim() === "" ? null : url.trim() });
  const isUrlRight = url.trim() === "" || publicationSchema.shape.url.safeParse(url.trim()).success;
  const confirm = (): void => {
    if (!isBusy && publication.success) onPublish(publication.data);
  };
  return (
    <FormDialog title="登记结果公示" firstFocusId="publication-place" confirmLabel="登记" isConfirmDisabled={isBusy} onConfirm={confirm} onClose={onClose}>
      <Field id="publication-place" label="公示位置" isRequired problem={place.trim() === "" ? "请填写公示位置。" : null}>
        {(aria) => <Input {...aria} maxLength={100} value={place} onChange={(event) => setPlace(event.target.value)} />}
      </Field>
      <Field id="publication-url" label="网址" problem={isUrlRight ? null : "请填写完整网址，如 https://… 。"}>
        {(aria) => <Input {...aria} className="number" maxLength={500} value={url} onChange={(event) => setUrl(event.target.value)} />}
      </Field>
    </FormDialog>
  );
}

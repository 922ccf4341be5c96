import type { OpenedCase } from "../../contracts/ipc/cases.ts";
import { allPages, materialOf } from "../../domain/case/case-state.ts";
import { findIncompleteness } from "../../domain/case/rules/materials.ts";
import { missingWording } from "../../contracts/wording/refusals.ts";
import { namesOf } from "../app/catalogue-store.ts";
import { useStores } from "../app/stores.ts";
import { Dialog } from "../keyboard/Dialog.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { materialState } from "./material-state.ts";

export interface AcceptDialogProps {
  readonly opened: OpenedCase;
  readonly onClose: () => void;
  readonly onAccept: () => void;
  readonly onCorrect: () => void;
}

/** What acceptance would fix for good, in numbers; or what is still missing, and what to do about it. */
export function AcceptDialog({ opened, onClose, onAccept, onCorrect }: AcceptDialogProps) {
  const { openCase } = useStores();
  const { case: current, item } = opened;
  const { missingMaterials, missingFields } = findIncompleteness(current, item);
  const isComplete = missingMaterials.length === 0 && missingFields.length === 0;
  const recorded = item.materials.filter(({ code }) => materialOf(current, code).record !== null);
  const unscanned = recorded.filter(({ code }) => {
    const { pages, onPaper, certificate } = materialOf(current, code);
    return pages.length === 0 && onPaper === null && certificate === null;
  });
  const differing = recorded.filter((material) => materialState(material, materialOf(current, material.code)).mismatch !== null);
  const blankCount = allPages(current).filter((page) => page.isBlank).length;
  const goToMissing = (): void => {
    onClose();
    const [first] = missingMaterials;
    if (first !== undefined) openCase.getState().selectMaterial(first);
  };

  if (!isComplete) {
    return (
      <Dialog
        title="还不能受理"
        widthPx={560}
        firstFocusId="accept-back"
        onClose={onClose}
        footer={
          <>
            {opened.actions.includes("requestCorrection") && <KeyButton action="requestCorrection" label="出具补正告知书" onPress={onCorrect} />}
            <KeyButton id="accept-back" action="cancel" label="回去补齐" isPrimary onPress={goToMissing} />
          </>
        }
      >
        <p>{missingWording(missingMaterials, missingFields, namesOf(item))}。</p>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={`受理：${current.application.applicant.name}`}
      widthPx={560}
      firstFocusId="accept-confirm"
      onClose={onClose}
      footer={
        <>
          <KeyButton action="cancel" onPress={onClose} />
          <KeyButton id="accept-confirm" action="accept" label="确认受理" isPrimary onPress={onAccept} />
        </>
      }
    >
      <div className="stack">
        <p>材料 {recorded.length} 项、扫描 {allPages(current).length} 页。受理后材料不能再增加或更换；随后打印受理单。</p>
        {unscanned.length > 0 && (
          <p className="warning">{unscanned.map((material) => `“${material.name}”`).join("、")}还没有扫描：纸质材料须在 3 个工作日内、电子件须在 2 个工作日内补入。</p>
        )}
        {differing.length > 0 && <p className="warning">{differing.map((material) => `“${material.name}”`).join("、")}登记的张数与扫描的页数不一致，请对照纸质材料核对。</p>}
        {blankCount > 0 && <p className="warning">有 {blankCount} 页可能是空白页，受理后不能删除。</p>}
      </div>
    </Dialog>
  );
}

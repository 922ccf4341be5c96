import { useCallback, useEffect, useState } from "react";
import { useStore } from "zustand";
import { staffCardSettingsSchema, type StaffCardSettings as Settings, type StaffCardState } from "../../contracts/ipc/staff-card.ts";
import { pinStateWording } from "../../contracts/wording/staff-card.ts";
import { wordingOf } from "../../contracts/wording/wording.ts";
import { focusSoon } from "../app/focus-guard.ts";
import { useStores } from "../app/stores.ts";
import { DeviceLight } from "../devices/DeviceState.tsx";
import { FoundDevices } from "../devices/FoundDevices.tsx";
import { enterMovesOn } from "../desk/enter-moves-on.ts";
import { Field } from "../desk/Field.tsx";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { nameOfCard } from "./card-name.ts";
import { TryStaffCard } from "./TryStaffCard.tsx";

/** Which vendor's library drives the staff cards at this PC; what it sees shows live, and a card can be tried. */
export function StaffCardSettings() {
  const { staffCard, devices } = useStores();
  const { state, settings, loadSettings } = useStore(staffCard);
  const status = useStore(devices, ({ statuses }) => statuses["staff-card"]);
  useEffect(() => void loadSettings(), [loadSettings]);
  return (
    <section className="panel" aria-label="工作人员证书卡">
      <header>
        <h2>工作人员证书卡</h2>
      </header>
      <div className="body stack">
        <div className="spread">
          <div role="status">{stateLines(state).map((line) => <p key={line} className={state.kind === "trouble" ? "danger" : "quiet"}>{line}</p>)}</div>
          {state.kind !== "not-configured" && <DeviceLight status={status} />}
        </div>
        {settings !== undefined && <StaffCardForm key={JSON.stringify(settings)} kept={settings} />}
        {state.kind === "present" && <TryStaffCard cards={state.cards} />}
      </div>
    </section>
  );
}

const pathId = "staff-card-path";

function StaffCardForm({ kept }: { kept: Settings | null }) {
  const { staffCard, notices, services } = useStores();
  const find = useCallback(() => services.client.call("staffCards.find", {}), [services]);
  const [kind, setKind] = useState<Settings["kind"]>(kept?.kind ?? "pkcs11");
  const [path, setPath] = useState(kept?.path ?? "");
  const [ulongBytes, setUlongBytes] = useState<4 | 8 | undefined>(kept?.kind === "skf" ? kept.ulongBytes : undefined);
  const [application, setApplication] = useState(kept?.kind === "skf" ? kept.application ?? "" : "");
  const [isPacked, setPacked] = useState<boolean | undefined>(kept?.kind === "pkcs11" ? kept.isPacked : undefined);
  const [isTried, setTried] = useState(false);
  const choices = kind === "skf" ? { ulongBytes, application: application.trim() || undefined } : { isPacked };
  const typed = staffCardSettingsSchema.safeParse({ kind, path, ...choices });

  const save = async (): Promise<void> => {
    setTried(true);
    if (!typed.success) return focusSoon(pathId);
    await staffCard.getState().configure(typed.data);
    notices.getState().show("done", "证书卡的驱动程序已保存。");
  };
  return (
    <div className="stack" role="form" aria-label="证书卡的驱动程序" onKeyDown={enterMovesOn(() => void save())}>
      <FoundDevices
        find={find}
        unit="个"
        nothingText="没有在常见位置找到厂家的驱动程序；装好后重新查找，或直接填写。"
        onChoose={(library) => {
          setKind(library.kind);
          setPath(library.path);
        }}
      />
      <div className="pair">
        <Field id="staff-card-kind" label="接口" hint="卡的说明书或厂家驱动写明">
          {(aria) => (
            <select {...aria} aria-invalid={undefined} aria-required={undefined} value={kind} onChange={(event) => setKind(event.target.value === "skf" ? "skf" : "pkcs11")}>
              <option value="pkcs11">PKCS#11（RSA、P-256）</option>
              <option value="skf">SKF（国密 SM2）</option>
            </select>
          )}
        </Field>
        {kind === "skf" && (
          <Field id="staff-card-ulong" label="ULONG 宽度" hint="一般不用选">
            {(aria) => (
              <select {...aria} aria-invalid={undefined} aria-required={undefined} value={ulongBytes ?? ""} onChange={(event) => setUlongBytes(event.target.value === "4" ? 4 : event.target.value === "8" ? 8 : undefined)}>
                <option value="">自动</option>
                <option value="4">32 位</option>
                <option value="8">64 位</option>
              </select>
            )}
          </Field>
        )}
        {kind === "pkcs11" && (
          <Field id="staff-card-packing" label="结构对齐" hint="一般不用选；厂家头文件写 pack(1) 的选紧凑">
            {(aria) => (
              <select {...aria} aria-invalid={undefined} aria-required={undefined} value={isPacked === undefined ? "" : String(isPacked)} onChange={(event) => setPacked(event.target.value === "" ? undefined : event.target.value === "true")}>
                <option value="">按本机系统（Windows 紧凑）</option>
                <option value="true">紧凑，1 字节</option>
                <option value="false">自然对齐</option>
              </select>
            )}
          </Field>
        )}
      </div>
      {kind === "skf" && (
        <Field id="staff-card-application" label="应用名称" hint="不填时用卡内第一个有签名密钥的应用；卡内有几个单位的应用时按发卡单位的说明填写">
          {(aria) => <input {...aria} autoComplete="off" maxLength={64} value={application} onChange={(event) => setApplication(event.target.value)} />}
        </Field>
      )}
      <Field id={pathId} label="驱动程序文件" isRequired problem={isTried && !typed.success ? "请填写厂家驱动程序的完整路径。" : null} hint="厂家安装程序放在系统里的 .so 或 .dll 文件">
        {(aria) => <input {...aria} autoComplete="off" placeholder="/usr/lib/libskf.so" value={path} onChange={(event) => setPath(event.target.value)} />}
      </Field>
      <div className="row">
        <KeyButton action="saveStaffCard" isPrimary={!typed.success || JSON.stringify(kept) !== JSON.stringify(typed.data)} onPress={() => void save()} />
        <KeyButton action="removeStaffCard" isDanger isDisabled={kept === null} onPress={() => void staffCard.getState().configure(null)} />
      </div>
    </div>
  );
}

function stateLines(state: StaffCardState): string[] {
  switch (state.kind) {
    case "not-configured":
      return ["没有设置，用账号和密码登录"];
    case "absent":
      return ["没有插卡"];
    case "present":
      return state.cards.map((card) => {
        const rest = pinStateWording(card.pin);
        return `已插卡：${nameOfCard(card)}${rest === "" ? "" : `，${rest}`}${card.isInUse ? "，正在使用" : ""}`;
      });
    case "trouble":
      return [wordingOf(state.failure)];
  }
}

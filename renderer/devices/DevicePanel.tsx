import type { ReactNode } from "react";
import { useStore } from "zustand";
import { useStores } from "../app/stores.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { DeviceLight, DeviceTrouble } from "./DeviceState.tsx";

export interface DevicePanelProps {
  readonly title: string;
  /** Undefined where no device is chosen. */
  readonly device: { readonly deviceId: string; readonly name: string } | undefined;
  readonly emptyText: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly addLabel?: string;
  readonly testLabel?: string;
  readonly isTesting?: boolean;
  readonly onAdd?: () => void;
  readonly onTest?: () => void;
  readonly onEdit?: () => void;
  readonly onRemove?: () => void;
  readonly children?: ReactNode;
}

/** One device: what it is, how it stands, what can be done with it. */
export function DevicePanel({ title, device, emptyText, facts, addLabel, testLabel, isTesting = false, onAdd, onTest, onEdit, onRemove, children }: DevicePanelProps) {
  const { devices } = useStores();
  const status = useStore(devices, ({ statuses }) => (device ? statuses[device.deviceId] : undefined));
  return (
    <section className="panel" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {onAdd && <KeyButton action="addDevice" {...(addLabel === undefined ? {} : { label: addLabel })} isPrimary={device === undefined} onPress={onAdd} />}
      </header>
      <div className="body">
        {device === undefined ? <p className="empty">{emptyText}</p> : (
          <div className="stack">
            <div className="spread">
              <strong className="device-name">{device.name}</strong>
              <span role="status"><DeviceLight status={status} /></span>
            </div>
            <DeviceTrouble status={status} />
            <dl className="facts">
              {facts.map(([label, value]) => <Fact key={label} label={label} value={value} />)}
            </dl>
            {children}
          </div>
        )}
      </div>
      {device !== undefined && (onTest ?? onEdit ?? onRemove) && (
        <footer>
          <div className="row" role="toolbar" aria-label={`${title}的操作`}>
            {onTest && <KeyButton action="testDevice" {...(testLabel === undefined ? {} : { label: testLabel })} isBusy={isTesting} onPress={onTest} />}
            {onEdit && <KeyButton action="editDevice" label="修改" onPress={onEdit} />}
            {onRemove && <KeyButton action="removeDevice" label="移除" isDanger onPress={onRemove} />}
          </div>
        </footer>
      )}
    </section>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

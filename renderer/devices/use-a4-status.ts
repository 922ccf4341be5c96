import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { A4PrinterStatus } from "../../contracts/ipc/printers.ts";
import { useStores } from "../app/stores.ts";

/** What an A4 printer can do: asked when it is first shown and whenever it stands otherwise than before. */
export function useA4Status(printerId: string | undefined): A4PrinterStatus | undefined {
  const { services, devices } = useStores();
  const condition = useStore(devices, ({ statuses }) => (printerId === undefined ? undefined : statuses[printerId]?.condition));
  const [answer, setAnswer] = useState<{ printerId: string; status: A4PrinterStatus }>();
  useEffect(() => {
    if (printerId === undefined) return;
    let isCurrent = true;
    services.client.call("a4Printers.status", { printerId }).then(
      (status) => {
        if (isCurrent) setAnswer({ printerId, status });
      },
      // How it stands is told beside; only what it can do stays unknown.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [services, printerId, condition]);
  return answer?.printerId === printerId ? answer?.status : undefined;
}

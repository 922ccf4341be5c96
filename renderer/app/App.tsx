import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { DrawDesks } from "./desks.tsx";
import { EnrolmentPage } from "./EnrolmentPage.tsx";
import { useFront } from "./front.ts";
import { NoticeStack } from "./NoticeStack.tsx";
import { SignInPage } from "./SignInPage.tsx";

interface AppProps {
  /** Reads what is behind the sign-in, once. */
  readonly loadDesks: () => Promise<DrawDesks>;
}

export function App(props: AppProps) {
  return (
    <>
      <Screen {...props} />
      <NoticeStack />
    </>
  );
}

function Screen({ loadDesks }: AppProps) {
  const workplace = useStore(useFront().workplace, (state) => state.workplace);
  const drawDesks = useDesks(loadDesks, workplace !== null);
  if (workplace === null) return <Opening />;
  if (workplace.enrolment === null) return <EnrolmentPage />;
  if (workplace.person === null) return <SignInPage officeName={workplace.enrolment.officeName} />;
  return drawDesks === null ? <Opening /> : drawDesks(workplace.person.personId);
}

/** The desks are most of the page: read while somebody types, so that the sign-in need not wait for them. Null until they are there. */
function useDesks(loadDesks: AppProps["loadDesks"], isFrontDrawn: boolean): DrawDesks | null {
  const [drawDesks, setDesks] = useState<DrawDesks | null>(null);
  useEffect(() => {
    if (!isFrontDrawn) return undefined;
    const load = (): void => void loadDesks().then(
      (loaded) => setDesks(() => loaded),
      (error: unknown) => setDesks(() => { throw error; }),
    );
    const idle = requestIdleCallback(load, { timeout: 500 });
    return () => cancelIdleCallback(idle);
  }, [loadDesks, isFrontDrawn]);
  return drawDesks;
}

function Opening() {
  const opening = useStore(useFront().workplace, (state) => state.opening);
  return (
    <div className="front" role="status">
      {opening === null ? "正在打开本机数据…" : (
        <div className="panel">
          <h1>一窗</h1>
          <p>程序升级后第一次打开，正在更新本机的办件清单：{opening.done} / {opening.total} 件</p>
          <progress className="batch-progress" aria-label="更新办件清单" max={opening.total} value={opening.done} />
          <p className="quiet">本机数据都在，只做这一次；中途关机也不会丢失，下次打开会重新更新。</p>
        </div>
      )}
    </div>
  );
}

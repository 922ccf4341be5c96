import { lazy, Suspense, useEffect } from "react";
import { useStore } from "zustand";
import { EnrolmentPage } from "./EnrolmentPage.tsx";
import { NoticeStack } from "./NoticeStack.tsx";
import { SignInPage } from "./SignInPage.tsx";
import { useStores } from "./stores.ts";

/** Most of the app is behind the sign-in: read while somebody types, so that the sign-in need not wait for it. */
const loadSignedIn = () => import("./SignedIn.tsx");
const SignedIn = lazy(async () => ({ default: (await loadSignedIn()).SignedIn }));

export function App() {
  const { workplace: workplaceStore } = useStores();
  const workplace = useStore(workplaceStore, (state) => state.workplace);
  const isOpen = workplace !== null;
  useEffect(() => {
    if (isOpen) requestIdleCallback(() => void loadSignedIn());
  }, [isOpen]);
  return (
    <Suspense>
      {workplace === null ? (
        <Opening />
      ) : workplace.enrolment === null ? (
        <EnrolmentPage />
      ) : workplace.person === null ? (
        <SignInPage officeName={workplace.enrolment.officeName} />
      ) : (
        <SignedIn key={workplace.person.personId} />
      )}
      <NoticeStack />
    </Suspense>
  );
}

function Opening() {
  const opening = useStore(useStores().workplace, (state) => state.opening);
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

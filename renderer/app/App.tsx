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
        <div className="front" role="status">正在打开本机数据…</div>
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

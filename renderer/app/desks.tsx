import type { PersonId } from "../../domain/ids.ts";
import type { Front } from "./front.ts";
import { SignedIn } from "./SignedIn.tsx";
import { createStores, startStores, StoresContext } from "./stores.ts";

/** The desks of whoever signed in. */
export type DrawDesks = (personId: PersonId) => React.JSX.Element;

/** What is behind the sign-in, over one set of stores that outlives whoever is signed in. Called once a page. */
export function openDesks(front: Front): DrawDesks {
  const stores = createStores(front, {
    makeUrl: (jpeg) => URL.createObjectURL(new Blob([new Uint8Array(jpeg)], { type: "image/jpeg" })),
    revokeUrl: (url) => URL.revokeObjectURL(url),
    loadAhead(url) {
      const picture = new Image();
      // Not decoded: Chromium scales it anew when it is shown, and the processor would be taken from the picture shown now.
      picture.src = url;
      return picture;
    },
  });
  startStores(stores);
  window.addEventListener("pagehide", () => void stores.draft.getState().flush());
  return (personId) => (
    <StoresContext key={personId} value={stores}>
      <SignedIn />
    </StoresContext>
  );
}

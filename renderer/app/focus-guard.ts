/**
 * Focus is never lost: when the element that had it is taken off the page, or a key is pressed with nothing focused, the
 * innermost open part that names itself the home of focus (`data-focus-home`) gets it.
 */
export function guardFocus(page: Document): void {
  const goHome = (): void => {
    if (page.activeElement !== page.body && page.activeElement !== null) return;
    const homes = page.querySelectorAll<HTMLElement>("[data-focus-home]");
    homes[homes.length - 1]?.focus({ preventScroll: true });
  };
  let isPlanned = false;
  new MutationObserver(() => {
    if (isPlanned || page.activeElement !== page.body) return;
    isPlanned = true;
    requestAnimationFrame(() => {
      isPlanned = false;
      goHome();
    });
  }).observe(page.body, { childList: true, subtree: true });
  // In the capturing phase: the key itself then already reaches the part that has got the focus.
  page.addEventListener("keydown", goHome, { capture: true });
}

/** Focuses a field by its id once React has drawn it. */
export function focusSoon(elementId: string): void {
  requestAnimationFrame(() => document.getElementById(elementId)?.focus());
}

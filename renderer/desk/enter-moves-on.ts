const controls = "input:not([type=file]):not([type=radio]), textarea, select";

/**
 * Enter goes to the next field, as clerks are used to; in a text of several lines it begins a new one (Tab goes on). After the last field
 * it calls `onEnd`. What carries `data-enter-skip` is usually right as it stands and is reached with Tab.
 */
export function enterMovesOn(onEnd: () => void): (event: React.KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    const { target } = event;
    if (event.key !== "Enter" || event.ctrlKey || event.nativeEvent.isComposing || event.defaultPrevented || !(target instanceof HTMLElement)) return;
    if (!target.matches(controls) || target instanceof HTMLTextAreaElement) return;
    event.preventDefault();
    const fields = [...event.currentTarget.querySelectorAll<HTMLElement>(controls)].filter((field) => !field.matches(":disabled, [data-enter-skip]"));
    // A control that is skipped still knows what comes after it.
    const next = fields.find((field) => target.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (next) next.focus();
    else onEnd();
  };
}

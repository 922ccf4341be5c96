const controls = "input:not([type=file]):not([type=radio]), textarea, select, [data-enter-stop]";

/**
 * Enter goes to the next field, as clerks are used to; in a text of several lines it does so with Ctrl. After the last field
 * it calls `onEnd`.
 */
export function enterMovesOn(onEnd: () => void): (event: React.KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    const { target } = event;
    if (event.key !== "Enter" || event.nativeEvent.isComposing || event.defaultPrevented || !(target instanceof HTMLElement)) return;
    if (!target.matches(controls) || (target instanceof HTMLTextAreaElement && !event.ctrlKey)) return;
    event.preventDefault();
    const fields = [...event.currentTarget.querySelectorAll<HTMLElement>(controls)].filter((field) => !field.matches(":disabled"));
    const next = fields[fields.indexOf(target) + 1];
    if (next) next.focus();
    else onEnd();
  };
}

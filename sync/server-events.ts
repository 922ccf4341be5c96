/**
 * Reads a stream of server-sent events until it ends. `onHeard` is called for every piece, comments included; `onEvent` with
 * the name of every event (their data says nothing here).
 */
export async function readServerEvents(response: Response, onHeard: () => void, onEvent: (name: string) => void): Promise<void> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  const decoder = new TextDecoder();
  let rest = "";
  let name = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    onHeard();
    const lines = (rest + decoder.decode(piece.value, { stream: true })).split(/\r\n|\n/);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line.startsWith("event:")) name = line.slice("event:".length).trim();
      if (line !== "" || name === "") continue;
      onEvent(name);
      name = "";
    }
  }
}

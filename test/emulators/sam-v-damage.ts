/** What becomes of one byte of a reader's answer on a bad line. Places beyond its end count from its beginning again. */
export type Damage =
  | { readonly kind: "flip"; readonly at: number; readonly bits: number }
  /** The same bits turned over at two places: the XOR stays right. */
  | { readonly kind: "flip-pair"; readonly at: number; readonly other: number; readonly bits: number }
  | { readonly kind: "lose"; readonly at: number; readonly count: number }
  | { readonly kind: "double"; readonly at: number }
  | { readonly kind: "insert"; readonly at: number; readonly bytes: Uint8Array };

export function damage(answer: Uint8Array, damages: readonly Damage[]): Uint8Array {
  const bytes = [...answer];
  const turnOver = (at: number, bits: number): void => void (bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ bits);
  for (const one of damages) {
    if (bytes.length === 0) break;
    const at = one.at % bytes.length;
    switch (one.kind) {
      case "flip":
        turnOver(at, one.bits);
        break;
      case "flip-pair":
        turnOver(at, one.bits);
        turnOver(one.other, one.bits);
        break;
      case "lose":
        bytes.splice(at, one.count);
        break;
      case "double":
        bytes.splice(at, 0, bytes[at] ?? 0);
        break;
      case "insert":
        bytes.splice(at, 0, ...one.bytes);
        break;
    }
  }
  return Uint8Array.from(bytes);
}

/** Cuts bytes into pieces of these lengths, over and over. */
export function* piecesOf(bytes: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = Math.max(1, lengths[turn % lengths.length] ?? bytes.length);
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

import sharp from "sharp";

/** A name scrawled on a pad; each number another hand. */
export async function scrawl(hand: number): Promise<Uint8Array> {
  const points = Array.from({ length: 60 }, (_, index) => {
    const x = 90 + index * 17;
    const y = 300 + Math.sin(index * (0.7 + hand * 0.13)) * 120 + Math.sin(index * 2.3 + hand) * 60;
    return `${x},${Math.round(y)}`;
  });
  const [first, ...rest] = points;
  const ink = `<svg width="1200" height="600"><path d="M${first} T${rest.join(" T")}" fill="none" stroke="#123" stroke-width="9" stroke-linecap="round"/></svg>`;
  const picture = sharp({ create: { width: 1200, height: 600, channels: 3, background: "#fff" } }).composite([{ input: Buffer.from(ink) }]);
  return new Uint8Array(await picture.png().toBuffer());
}

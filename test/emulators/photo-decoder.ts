import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import sharp from "sharp";
import { drawnPhoto, writeBmp } from "./drawn-photo.ts";

/**
 * A vendor's program that decodes photos, as a process of its own: `photo-decoder.ts KIND [FILE]`. Nobody outside the vendors knows WLT, so
 * the good ones answer with a picture drawn from the bytes; the others fail as programs do.
 */
const [kind = "", file] = process.argv.slice(2);
const readPhoto = (): Uint8Array => readFileSync(file ?? 0);
const draw = () => drawnPhoto(readPhoto());
const encode = () => {
  const { data, width, height } = draw();
  return sharp(data, { raw: { width, height, channels: 3 } });
};
const answer = (bytes: Uint8Array | string): void => void process.stdout.write(bytes);

const kinds: Record<string, () => unknown> = {
  bmp: () => answer(writeBmp(draw())),
  png: async () => answer(await encode().png().toBuffer()),
  jpeg: async () => answer(await encode().jpeg({ quality: 100, chromaSubsampling: "4:4:4" }).toBuffer()),
  /** Never looks at its input. */
  deaf: () => answer(writeBmp(drawnPhoto(new Uint8Array()))),
  silent: () => undefined,
  junk: () => answer(readPhoto()),
  truncated: async () => answer((await encode().png().toBuffer()).subarray(0, 300)),
  svg: () => answer(`<svg xmlns="http://www.w3.org/2000/svg" width="102" height="126"/>`),
  huge: async () => answer(await sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: "#fff" } }).png().toBuffer()),
  endless: () => {
    const write = (): void => {
      while (process.stdout.write(Buffer.alloc(65_536, 0x42)));
      process.stdout.once("drain", write);
    };
    write();
  },
  crash: () => process.abort(),
  complains: () => process.exit(3),
  /** Hangs, and with it a helper of its own that holds the output; who they are stands in the file. */
  hang: () => {
    const helper = spawn(process.execPath, ["-e", "setInterval(() => {}, 60000)"], { stdio: ["ignore", "inherit", "ignore"] });
    writeFileSync(file ?? "", `${process.pid} ${helper.pid}`);
    setInterval(() => undefined, 60_000);
  },
};
await kinds[kind]?.();

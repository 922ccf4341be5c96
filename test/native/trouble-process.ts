import { writeSync } from "node:fs";
import koffi from "koffi";
import { endWithParent } from "../../devices/native-process/end-with-parent.ts";
import { nativePart, serveNative } from "../../devices/native-process/serve-native.ts";
import { Failure } from "../../domain/failure.ts";
import { troubleContract } from "./trouble-contract.ts";

const library = koffi.load(null);
const pause = library.func("int pause()");
const memset = library.func("void *memset(void *target, int byte, size_t count)");
const hang = (): never => {
  writeSync(1, `${process.pid}\n`);
  for (;;) pause();
};

await endWithParent();
await serveNative([
  nativePart(troubleContract, async (emit) => ({
    "trouble.echo": ({ text }) => ({ text, processId: process.pid }),
    "trouble.bytes": ({ bytes }) => ({ bytes: Uint8Array.from(bytes).reverse() }),
    "trouble.hang": hang,
    "trouble.hang-for-ever": hang,
    "trouble.crash": () => {
      memset(null, 1, 64);
      return {};
    },
    "trouble.exit": () => process.exit(7),
    "trouble.fail": () => {
      throw new Failure("staff-card-pin-wrong", { retryable: true, details: { triesLeft: 2 } });
    },
    "trouble.mistake": () => {
      throw new TypeError("a mistake");
    },
    "trouble.announce": ({ text }) => {
      emit("trouble.announced", { text });
      return {};
    },
  })),
]);

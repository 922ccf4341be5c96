import type { NativeHandlers } from "../native-process/native-contract.ts";
import type { sealTokenContract, SealTokenSettings } from "./seal-token-contract.ts";
import { openSealTokenLibrary, type SealTokenLibrary } from "./seal-token-library.ts";

/** The seal tokens' part of a native driver's process. A library that could not be opened is tried again at the next call. */
export function sealTokenHandlers(): NativeHandlers<typeof sealTokenContract> {
  const opened = new Map<string, SealTokenLibrary>();
  const open = (settings: SealTokenSettings): SealTokenLibrary => {
    const key = JSON.stringify(settings);
    const library = opened.get(key) ?? openSealTokenLibrary(settings);
    opened.set(key, library);
    return library;
  };
  return {
    "seal-token.makeKey": ({ token, pin, keyId, label }) => ({ publicPoint: open(token).makeKey(pin, keyId, label) }),
    "seal-token.sign": ({ token, pin, keyId, bytes }) => ({ signature: open(token).sign(pin, keyId, bytes) }),
  };
}

import type { NativeHandlers } from "../native-process/native-contract.ts";
import type { StaffCardLibrarySettings } from "./library-settings.ts";
import { openPkcs11Library } from "./pkcs11/pkcs11-library.ts";
import { openSkfLibrary } from "./skf/skf-library.ts";
import type { staffCardContract } from "./staff-card-contract.ts";
import type { StaffCardLibrary } from "./staff-card-library.ts";

/** The staff cards' part of a native driver's process. A library that could not be opened is tried again at the next call. */
export function staffCardHandlers(): NativeHandlers<typeof staffCardContract> {
  const opened = new Map<string, StaffCardLibrary>();

  const open = (settings: StaffCardLibrarySettings): StaffCardLibrary => {
    const key = JSON.stringify(settings);
    const library = opened.get(key) ?? (settings.kind === "skf" ? openSkfLibrary(settings) : openPkcs11Library(settings));
    opened.set(key, library);
    return library;
  };

  return {
    "staff-card.list": ({ library }) => ({ cards: open(library).list() }),
    "staff-card.identify": ({ library, cardId }) => {
      const { algorithm, certificate, others } = open(library).identify(cardId);
      return { algorithm, certificate, others: [...others] };
    },
    "staff-card.unlock": ({ library, cardId, pin }) => {
      open(library).unlock(cardId, pin);
      return {};
    },
    "staff-card.lock": ({ library, cardId }) => {
      open(library).lock(cardId);
      return {};
    },
    "staff-card.sign": ({ library, cardId, bytes }) => ({ signature: open(library).sign(cardId, bytes) }),
  };
}

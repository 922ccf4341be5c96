import { openSkfKey } from "../../../test/emulators/staff-card/emulated-card.ts";
import { describeStaffCards } from "../staff-card-conformance.ts";
import { openStaffCards } from "../staff-card-testing.ts";

for (const ulongType of ["unsigned int", "unsigned long"] as const) {
  let libraryPath = "";
  describeStaffCards(`SKF on an emulated key, ULONG is ${ulongType}`, {
    algorithm: "sm2",
    chainLength: 1,
    pinStates: [{ kind: "tries", left: 3 }, { kind: "tries", left: 2 }, { kind: "tries", left: 1 }],
    openCard: async () => {
      const card = await openSkfKey(ulongType);
      ({ libraryPath } = card);
      return card;
    },
    openDriver: (_card, findCallLimitMs) => openStaffCards({ kind: "skf", path: libraryPath }, findCallLimitMs),
  });
}

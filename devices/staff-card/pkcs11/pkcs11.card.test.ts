import { openPkcs11Token } from "../../../test/emulators/staff-card/emulated-card.ts";
import { describeStaffCards } from "../staff-card-conformance.ts";
import { openStaffCards } from "../staff-card-testing.ts";

for (const [kind, algorithm] of [["rsa", "rsa-pkcs1"], ["p256", "ecdsa-p256"]] as const) {
  let libraryPath = "";
  describeStaffCards(`PKCS#11 on SoftHSM, ${kind}`, {
    algorithm,
    chainLength: 2,
    pinStates: [{ kind: "enough" }, { kind: "few" }, { kind: "last" }],
    openCard: async () => {
      const card = await openPkcs11Token(kind);
      ({ libraryPath } = card);
      return card;
    },
    openDriver: (_card, findCallLimitMs) => openStaffCards({ kind: "pkcs11", path: libraryPath }, findCallLimitMs),
  });
}

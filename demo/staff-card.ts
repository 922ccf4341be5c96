import { hasPurpose } from "../build/machine-packages.ts";
import type { Role } from "../domain/people/role.ts";
import { openPkcs11Token, type EmulatedCard } from "../test/emulators/staff-card/emulated-card.ts";
import type { Checks } from "./checks.ts";
import type { Desk } from "./desk.ts";
import { personOf } from "./people.ts";
import type { Seat } from "./signing.ts";
import { until } from "./until.ts";

export interface CardHolder {
  /** The card's holder signs in with card and PIN, everybody else with a password. */
  readonly seat: Seat;
  close(): Promise<void>;
}

/**
 * Gives whoever of the desk's office has the role a card behind PKCS#11 (SoftHSM), registered at the centre by its first use. Undefined
 * where this machine has no SoftHSM.
 */
export async function handOutCard(desk: Desk, role: Role, check: Checks["check"]): Promise<CardHolder | undefined> {
  if (!hasPurpose("staffCards")) {
    console.log("  工作人员证书卡：这台机器没有 SoftHSM2，用密码登录，用软件密钥签名");
    return undefined;
  }
  const { name } = personOf(desk.office.id, role);
  const card = await openPkcs11Token("rsa", { name });
  await desk.workstation.call("staffCard.configure", { settings: { kind: "pkcs11", path: card.libraryPath } });
  await desk.sitDown(role);
  const registered = await desk.workstation.call("staffCard.use", { cardId: await idOfCard(desk), pin: card.pin });
  check(`${name}的证书卡在审批中心登记，以后的意见用卡签名`, registered.person?.signingKey?.carrier === "card");
  await showLock(desk, card, check);
  return {
    async seat(wanted) {
      if (wanted !== role) return desk.sitDown(wanted);
      await signInWith(desk, card);
      return `${name}（证书卡）`;
    },
    close: () => card.remove(),
  };
}

/** R-SEC-1: without the card nobody works at the desk of whoever came with it. */
async function showLock(desk: Desk, card: EmulatedCard, check: Checks["check"]): Promise<void> {
  await signInWith(desk, card);
  card.pull();
  const locked = await until(async () => {
    const { isLocked, person } = await desk.workstation.call("workplace.get", {});
    return isLocked ? { person } : undefined;
  }, "the desk locks");
  check("用卡和 PIN 码登录；拔卡，本机立即锁定", locked.person === null);
  card.insert();
  await signInWith(desk, card);
}

async function signInWith(desk: Desk, card: EmulatedCard): Promise<void> {
  await desk.workstation.call("session.signOut", {});
  await desk.workstation.call("session.signInWithCard", { cardId: await idOfCard(desk), pin: card.pin });
}

/** As soon as the card is there. */
function idOfCard(desk: Desk): Promise<string> {
  return until(async () => {
    const state = await desk.workstation.call("staffCard.get", {});
    return state.kind === "present" ? state.cards[0]?.cardId : undefined;
  }, "the card is there");
}

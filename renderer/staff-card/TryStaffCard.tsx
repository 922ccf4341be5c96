import { useState } from "react";
import type { CardTrial, ShownCard } from "../../contracts/ipc/staff-card.ts";
import { regionDateOf, type Instant } from "../../domain/time/instant.ts";
import { useStores } from "../app/stores.ts";
import { KeyButton } from "../keyboard/KeyButton.tsx";
import { nameOfCard } from "./card-name.ts";
import { PinDialog } from "./PinDialog.tsx";

/** Has a card check its PIN and sign: what is left of the PIN shows beside the field where it is typed. */
export function TryStaffCard({ cards }: { cards: readonly ShownCard[] }) {
  const { services } = useStores();
  const [isOpen, setOpen] = useState(false);
  const [tried, setTried] = useState<{ readonly name: string; readonly trial: CardTrial } | null>(null);
  const idle = cards.filter((card) => !card.isInUse);
  return (
    <div className="row">
      <KeyButton action="testDevice" label="试签" isDisabled={idle.length === 0} onPress={() => setOpen(true)} />
      <span role="status" className={tried?.trial.isOver ? "warning" : "success"}>{tried === null ? "" : trialWording(tried.name, tried.trial)}</span>
      {idle.length === 0 && <span className="quiet">卡正在使用，不用再试</span>}
      {isOpen && (
        <PinDialog
          title="试签"
          confirmLabel="试签"
          fieldId="try-card-pin"
          cards={idle}
          explain={(card) => `${card ? `${nameOfCard(card)}：` : ""}核对 PIN 码，签一段没有含义的内容，再用卡里的证书验证。不登记这张卡，也不改变登录。`}
          onPin={async (request, card) => {
            setTried(null);
            setTried({ name: nameOfCard(card), trial: await services.client.call("staffCard.test", request) });
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}

const algorithmNames: Readonly<Record<CardTrial["algorithm"], string>> = { "rsa-pkcs1": "RSA", "ecdsa-p256": "P-256", sm2: "SM2" };

function trialWording(name: string, { algorithm, validUntil, isOver }: CardTrial): string {
  return `✓ ${name} 的卡 PIN 码正确，${algorithmNames[algorithm]} 签名验证通过；证书有效期至 ${regionDateOf(validUntil as Instant)}${isOver ? "，已过期，不能用来签署" : ""}`;
}

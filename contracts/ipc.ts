import { cardPhotoChannels } from "./ipc/card-photo.ts";
import { cardReaderChannels, cardReaderTopics } from "./ipc/card-reader.ts";
import { caseChannels, caseTopics } from "./ipc/cases.ts";
import { deviceChannels, deviceTopics } from "./ipc/devices.ts";
import { certificateChannels } from "./ipc/certificates.ts";
import { delegationChannels } from "./ipc/delegations.ts";
import { defineContract } from "./ipc-channel.ts";
import { printerChannels } from "./ipc/printers.ts";
import { receiptChannels, receiptTopics } from "./ipc/receipts.ts";
import { scanningChannels, scanningTopics } from "./ipc/scanning.ts";
import { staffCardChannels, staffCardTopics } from "./ipc/staff-card.ts";
import { unsentWordsChannels } from "./ipc/unsent-words.ts";
import { workplaceChannels, workplaceTopics } from "./ipc/workplace.ts";

/** Everything the page may ask of the workstation process, and everything it is told without asking. */
export const workstationContract = defineContract({
  channels: { ...workplaceChannels, ...caseChannels, ...scanningChannels, ...receiptChannels, ...printerChannels, ...certificateChannels, ...delegationChannels, ...cardReaderChannels, ...cardPhotoChannels, ...deviceChannels, ...staffCardChannels, ...unsentWordsChannels },
  topics: { ...workplaceTopics, ...caseTopics, ...scanningTopics, ...receiptTopics, ...cardReaderTopics, ...deviceTopics, ...staffCardTopics },
});

export type WorkstationContract = typeof workstationContract;

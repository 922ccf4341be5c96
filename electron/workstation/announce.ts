import type { WorkstationContract } from "../../contracts/ipc.ts";
import type { TopicName, TopicPayload } from "../../contracts/ipc-channel.ts";

/** Tells whoever listens — every open page, or a headless caller — what changed. */
export type Announce = <Name extends TopicName<WorkstationContract>>(topic: Name, payload: TopicPayload<WorkstationContract, Name>) => void;

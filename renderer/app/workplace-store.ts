import { createStore } from "zustand/vanilla";
import type { ChannelInput } from "../../contracts/ipc-channel.ts";
import type { WorkstationContract } from "../../contracts/ipc.ts";
import type { OpeningProgress } from "../../contracts/page-bridge.ts";
import type { ConnectionState, Workplace } from "../../contracts/ipc/workplace.ts";
import { addMs, type Instant } from "../../domain/time/instant.ts";
import type { Services } from "./services.ts";

/** `gone`: the workstation process died and is being started again. */
export type Link = "connecting" | "connected" | "gone";

export interface WorkplaceStore {
  readonly link: Link;
  /** Null until the workstation process has answered once; then the last that was heard. */
  readonly workplace: Workplace | null;
  /** How far this PC's data is opened, where that takes long. */
  readonly opening: OpeningProgress | null;
  /** The process that knew who was signed in died, and nobody has signed in since: keys and sign-in lived in its memory alone. */
  readonly isCutOff: boolean;
  /** Subscribes and loads. Returns a function that ends the subscriptions. */
  start(): () => void;
  enrol(input: ChannelInput<WorkstationContract, "workplace.enrol">): Promise<void>;
  signIn(input: ChannelInput<WorkstationContract, "session.signIn">): Promise<void>;
  signInWithCard(input: ChannelInput<WorkstationContract, "session.signInWithCard">): Promise<void>;
  useStaffCard(input: ChannelInput<WorkstationContract, "staffCard.use">): Promise<void>;
  signOut(): Promise<void>;
  /** Answers how the connection stands after it. */
  syncNow(): Promise<ConnectionState>;
  /** This PC's clock put right by what the last sync found, for lights and times left. */
  rightNow(): Instant;
}

/** Rejects as the calls do: the form that asked says what went wrong. */
export function createWorkplaceStore(services: Services, report: (error: unknown) => void) {
  const { client } = services;
  return createStore<WorkplaceStore>()((set, get) => {
    const load = async (): Promise<void> => {
      try {
        set({ workplace: await client.call("workplace.get", {}), link: "connected" });
      } catch (error) {
        // Gone again while loading: the next process is told of by the connection itself.
        if (get().link !== "gone") report(error);
      }
    };
    return {
      link: "connecting",
      workplace: null,
      opening: null,
      isCutOff: false,
      start() {
        const ends = [
          client.subscribe("workplace.changed", (workplace) => set({ workplace })),
          services.onOpening((opening) => set({ opening })),
          services.onConnectionChange((isConnected) => {
            if (isConnected) void load();
            else set({ link: "gone", isCutOff: get().isCutOff || (get().workplace?.person ?? null) !== null });
          }),
        ];
        void load();
        return () => ends.forEach((end) => end());
      },
      enrol: async (input) => set({ workplace: await client.call("workplace.enrol", input) }),
      signIn: async (input) => set({ workplace: await client.call("session.signIn", input), isCutOff: false }),
      signInWithCard: async (input) => set({ workplace: await client.call("session.signInWithCard", input), isCutOff: false }),
      useStaffCard: async (input) => set({ workplace: await client.call("staffCard.use", input) }),
      signOut: async () => set({ workplace: await client.call("session.signOut", {}) }),
      async syncNow() {
        const connection = await client.call("sync.now", {});
        const { workplace } = get();
        if (workplace) set({ workplace: { ...workplace, connection } });
        return connection;
      },
      rightNow: () => addMs(services.now(), -(get().workplace?.connection.clockSkewMs ?? 0)),
    };
  });
}

import { createStore } from "zustand/vanilla";
import type { Role } from "../../domain/people/role.ts";

export type Desk = "window" | "cases" | "attention" | "waiting" | "prints" | "devices" | "reviewer" | "certificates" | "verification";

/** What lies over any desk. */
export type Overlay = "help" | "record-check";

export interface NavigationStore {
  readonly desk: Desk;
  readonly overlay: Overlay | null;
  go(desk: Desk): void;
  show(overlay: Overlay | null): void;
}

export function createNavigationStore() {
  return createStore<NavigationStore>()((set) => ({
    desk: "window",
    overlay: null,
    go: (desk) => set({ desk }),
    show: (overlay) => set({ overlay }),
  }));
}

const reviewers: readonly Role[] = ["handler", "section-head", "deputy-leader", "chief-leader"];

/** The desks these roles work at, the one they start with first. Whoever is no clerk reads cases at the reviewer's desk; the record's rules say what they may sign. */
export function desksFor(roles: readonly Role[]): readonly [Desk, ...Desk[]] {
  const isReviewer = roles.some((role) => reviewers.includes(role));
  const common = ["cases", "attention", "waiting", "prints", "devices", "verification"] as const;
  const officer = roles.includes("certificate-officer") ? (["certificates"] as const) : [];
  if (roles.includes("window-clerk")) return ["window", ...common, ...(isReviewer ? (["reviewer"] as const) : []), ...officer];
  if (isReviewer) return ["reviewer", ...common, ...officer];
  return officer.length > 0 ? ["certificates", ...common, "reviewer"] : [...common, "reviewer"];
}

import { createStore } from "zustand/vanilla";
import type { Role } from "../../domain/people/role.ts";

export type Desk = "window" | "cases" | "attention" | "waiting" | "prints" | "devices" | "reviewer" | "certificates" | "verification";

export interface NavigationStore {
  readonly desk: Desk;
  readonly isHelpOpen: boolean;
  go(desk: Desk): void;
  setHelpOpen(isOpen: boolean): void;
}

export function createNavigationStore() {
  return createStore<NavigationStore>()((set) => ({
    desk: "window",
    isHelpOpen: false,
    go: (desk) => set({ desk }),
    setHelpOpen: (isHelpOpen) => set({ isHelpOpen }),
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

import type { ShownCard, StaffCardState } from "../../../contracts/ipc/staff-card.ts";
import { localScannersName } from "../../../contracts/wording/devices.ts";
import { Failure, isFailure } from "../../../domain/failure.ts";
import { failureOfState } from "../../../devices/receipt-printer/printer-failure.ts";
import { canPrint } from "../../../devices/receipt-printer/receipt-printer.ts";
import { exchangeWith, toEsclFailure } from "../../../scanner/escl/escl-endpoint.ts";
import { findStatusFailure, parseStatus } from "../../../scanner/escl/escl-status.ts";
import type { ScanController } from "../../../scanner/scan-controller.ts";
import type { CardReading } from "../card-reader.ts";
import type { Printers } from "../printing/printers.ts";
import type { StaffCardUse } from "../staff-card/staff-card-use.ts";
import { esclDeviceOf, type NetworkScanners } from "../scanning/network-scanners.ts";
import type { DeviceLook, Lookout } from "./device-watch.ts";

export interface LookoutParts {
  readonly cards: Pick<CardReading, "findSettings" | "look">;
  readonly staffCard: Pick<StaffCardUse, "findSettings" | "state">;
  readonly printers: Printers;
  readonly networkScanners: NetworkScanners;
  readonly scanners: Pick<ScanController, "listDevices">;
  /** A scanner at work is not asked for. */
  isScanning(): boolean;
}

const often = 2_000;
/** SANE asks every backend there is. */
const seldom = 8_000;
/** For an answer of a network scanner. */
const answerLimitMs = 5_000;

/** The devices set up at this PC now, as things to look at. */
export function createLookouts(parts: LookoutParts): () => Lookout[] {
  const others = otherScanners(parts);
  return () => [...cardReader(parts), ...receiptPrinters(parts), ...a4Printers(parts), ...networkScanners(parts), ...staffCards(parts), others];
}

type State = Pick<DeviceLook, "condition" | "failures" | "warnings">;
const ready: State = { condition: "ready", failures: [], warnings: [] };
const offline = (failure: Failure): State => ({ condition: "offline", failures: [failure], warnings: [] });

function one(family: Lookout["family"], device: { deviceId: string; name: string }, look: () => Promise<State>, everyMs = often): Lookout {
  return { lookoutId: `${family}:${device.deviceId}`, family, known: [device], everyMs, look: async () => [{ ...device, ...(await look()) }] };
}

function cardReader({ cards }: LookoutParts): Lookout[] {
  const settings = cards.findSettings();
  if (!settings) return [];
  return [one("card-reader", { deviceId: "card-reader", name: settings.path }, async () => {
    try {
      return { ...ready, condition: (await cards.look()) === "reading" ? "busy" : "ready" };
    } catch (error) {
      if (!isFailure(error)) throw error;
      // It answers, and says no.
      return { ...offline(error), condition: error.code === "card-reader-refused" ? "needs-attention" : "offline" };
    }
  })];
}

function receiptPrinters({ printers }: LookoutParts): Lookout[] {
  return printers.receipt.list().map(({ printerId, name, answers }) =>
    one("receipt-printer", { deviceId: printerId, name }, async () => {
      const state = await printers.receipt.getDevice(printerId).status(new AbortController().signal);
      if (canPrint(state)) return { ...ready, warnings: [...(state === "near-end" ? ["near-end"] : []), ...(answers ? [] : ["no-answers"])] };
      return { ...offline(failureOfState(state, name)), condition: state === "offline" || state === "unplugged" ? "offline" : "needs-attention" };
    }));
}

function a4Printers({ printers }: LookoutParts): Lookout[] {
  return printers.a4.list().map(({ printerId, name }) =>
    one("a4-printer", { deviceId: printerId, name }, async () => {
      const { condition, failures, warnings, takesPdf } = await printers.a4.getDevice(printerId).status(new AbortController().signal);
      return { condition: condition === "printing" ? "busy" : condition, failures, warnings: [...warnings, ...(takesPdf || condition === "offline" ? [] : ["takes-no-pdf"])] };
    }));
}

function networkScanners({ networkScanners: book }: LookoutParts): Lookout[] {
  return book.all().map((scanner) => {
    const { url } = scanner;
    const name = scanner.name ?? url;
    return one("scanner", { deviceId: `escl:${url}`, name }, async () => {
      try {
        const answer = await exchangeWith(esclDeviceOf(scanner), { method: "GET", path: "ScannerStatus", silenceLimitMs: answerLimitMs });
        if (answer.status === 401 || answer.status === 403) return offline(new Failure("scanner-access-denied", { details: { device: name } }));
        if (answer.status !== 200) return offline(new Failure("scanner-device-gone", { retryable: true, details: { device: name } }));
        const status = parseStatus(answer.body.toString());
        // An empty feeder is no trouble while nobody scans.
        const trouble = findStatusFailure(status, { device: name, source: "feeder", sheets: 1, jobPath: undefined });
        if (trouble) return { ...offline(trouble), condition: "needs-attention" };
        return { ...ready, condition: status.state === "Processing" ? "busy" : "ready" };
      } catch (error) {
        return offline(toEsclFailure(error, name, false));
      }
    });
  });
}

/** The staff card is looked at all the time; here it is only told how. */
function staffCards({ staffCard }: LookoutParts): Lookout[] {
  const settings = staffCard.findSettings();
  if (!settings) return [];
  return [one("staff-card", { deviceId: "staff-card", name: settings.path }, async () => stateOfStaffCard(staffCard.state()))];
}

function stateOfStaffCard(state: StaffCardState): State {
  switch (state.kind) {
    case "not-configured":
    case "absent":
      return { ...ready, warnings: ["no-card"] };
    case "present":
      if (state.cards.every(({ pin }) => pin.kind === "locked")) return { ...offline(new Failure("staff-card-pin-locked")), condition: "needs-attention" };
      return { ...ready, condition: state.cards.some(({ isInUse }) => isInUse) ? "busy" : "ready", warnings: state.cards.some(({ pin }) => isPinScarce(pin)) ? ["pin-few"] : [] };
    case "trouble": {
      const { code, retryable, details } = state.failure;
      return { ...offline(new Failure(code, { retryable, details })), condition: code === "staff-card-busy" ? "needs-attention" : "offline" };
    }
  }
}

/** Two more wrong PINs or fewer lock it. */
function isPinScarce(pin: ShownCard["pin"]): boolean {
  return pin.kind === "few" || pin.kind === "last" || (pin.kind === "tries" && pin.left <= 2);
}

/** Scanners that are found, not set up. One that was here and is gone was unplugged: it stays in sight until nobody looks any more. */
function otherScanners({ scanners, isScanning }: LookoutParts): Lookout {
  const seen = new Map<string, string>();
  let last: DeviceLook[] = [];
  return {
    lookoutId: "scanner:found",
    family: "scanner",
    known: [],
    everyMs: seldom,
    async look() {
      if (isScanning()) return (last = last.map((look) => ({ ...look, ...ready, condition: "busy" })));
      const { devices, failures } = await scanners.listDevices();
      const found = devices.filter(({ driverKind }) => driverKind !== "escl");
      for (const { address, name } of found) seen.set(address, name);
      last = [...seen].map(([deviceId, name]) => {
        if (found.some(({ address }) => address === deviceId)) return { deviceId, name, ...ready };
        // Who could not look does not know that it is gone.
        return { deviceId, name, ...offline(failures[0] ?? new Failure("scanner-device-gone", { retryable: true, details: { device: name } })) };
      });
      const isTold = last.some(({ condition }) => condition === "offline");
      if (failures.length > 0 && !isTold) return [...last, { deviceId: "scanner", name: localScannersName, condition: "offline", failures, warnings: [] }];
      return last;
    },
  };
}

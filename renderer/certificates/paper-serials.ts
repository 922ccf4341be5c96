import type { Services } from "../app/services.ts";

/** The sheet of certificate paper booked last at this PC: the next one is offered. */
const preference = "certificates.last-paper-serial";

export function readLastSerial(preferences: Services["preferences"]): string {
  return preferences.read(preference) ?? "";
}

export function writeLastSerial(preferences: Services["preferences"], serial: string): void {
  preferences.write(preference, serial);
}

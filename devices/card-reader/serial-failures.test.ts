import { expect, it } from "vitest";
import { toSerialFailure } from "./serial-failures.ts";

// Texts as serialport 13.0.0 gave them on Debian 12, those of Windows as its source has them.
it.each([
  ["Error: No such file or directory, cannot open /dev/ttyUSB0", "card-reader-missing"],
  ["Error: No such device, cannot open /dev/ttyUSB0", "card-reader-missing"],
  ["Error: Input/output error, cannot open /dev/ttyS0", "card-reader-missing"],
  ["Opening COM9: File not found", "card-reader-missing"],
  ["Error: Permission denied, cannot open /dev/ttyUSB0", "card-reader-no-permission"],
  ["Error Resource temporarily unavailable Cannot lock port", "card-reader-busy"],
  ["Error: Device or resource busy, cannot open /dev/ttyUSB0", "card-reader-busy"],
  ["Opening COM3: Access denied", "card-reader-busy"],
  ["Error: Inappropriate ioctl for device setting custom baud rate of 115200", "card-reader-not-serial"],
  ["Error: Is a directory, cannot open /tmp", "card-reader-not-serial"],
  ["something new", "card-reader-failed"],
])("%s", (text, code) => {
  const cause = new Error(text);
  expect(toSerialFailure(cause, "/dev/ttyUSB0")).toMatchObject({ code, retryable: true, details: { path: "/dev/ttyUSB0" }, cause });
});

import { z } from "zod";
import { wireFailureSchema } from "../sync.ts";
import { bytesSchema } from "./bytes.ts";
import { a4PrinterSchema, printerSchema } from "./printers.ts";

export const deviceFamilySchema = z.enum(["card-reader", "receipt-printer", "a4-printer", "scanner", "staff-card"]);
export type DeviceFamily = z.infer<typeof deviceFamilySchema>;

/** How a device stands, as it was last seen while somebody looks at the devices. */
export const deviceStatusSchema = z.object({
  /** A printer's id, a scanner's address, `card-reader`, `staff-card`. */
  deviceId: z.string(),
  family: deviceFamilySchema,
  name: z.string(),
  /** `asking`: not heard from yet. `needs-attention`: it answers, and a person must do something. */
  condition: z.enum(["asking", "ready", "busy", "needs-attention", "offline"]),
  /** What is wrong, the most telling first. */
  failures: z.array(wireFailureSchema),
  /** Works, but worth knowing: `near-end`, `toner-low`, `no-answers`… */
  warnings: z.array(z.string()),
  /** When it was first seen as it is now; nobody was looking before. */
  since: z.string(),
});
export type DeviceStatus = z.infer<typeof deviceStatusSchema>;
/** What a light shows of it. */
export type DeviceStanding = Pick<DeviceStatus, "condition" | "failures" | "warnings" | "since">;

/** A scanner on the network that speaks eSCL. */
export const networkScannerSchema = z.object({
  /** Where its eSCL documents lie: `http://192.168.1.20/eSCL`. Also its id. */
  url: z.url({ protocol: /^https?$/ }),
  /** As the clerk knows it; what it calls itself unless given. */
  name: z.string().trim().min(1).max(60).nullable(),
  /** PEM; this very certificate is trusted. */
  certificate: z.string().nullable(),
});
export type NetworkScanner = z.infer<typeof networkScannerSchema>;

/** Devices within reach, and why there may be more than these: one way of looking failed. */
const foundSchema = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object({ found: z.array(z.object({ name: z.string(), hint: z.string(), ...shape })), failure: wireFailureSchema.nullable() });

export const deviceChannels = {
  /**
   * Looks at every device from now on, for half a minute: whoever shows them asks again and again. Answers what is known at once; changes
   * come as `devices.status`.
   */
  "devices.watch": { input: z.object({}), output: z.array(deviceStatusSchema) },
  /** The certificate a device shows, to be compared by a person before it is trusted. */
  "devices.readCertificate": {
    input: z.object({ url: z.url() }),
    output: z.object({ certificate: z.string(), fingerprint: z.string(), validUntil: z.string() }),
  },
  "printers.find": { input: z.object({}), output: foundSchema({ connection: printerSchema.shape.connection }) },
  "a4Printers.find": { input: z.object({}), output: foundSchema({ connection: a4PrinterSchema.shape.connection }) },
  "networkScanners.find": { input: z.object({}), output: foundSchema({ url: z.url() }) },
  /** Vendors' libraries for staff cards on this PC; `name` is the maker's, or empty. */
  "staffCards.find": { input: z.object({}), output: foundSchema({ kind: z.enum(["pkcs11", "skf"]), path: z.string() }) },
  "networkScanners.list": { input: z.object({}), output: z.array(networkScannerSchema) },
  "networkScanners.save": { input: networkScannerSchema, output: z.object({}) },
  "networkScanners.remove": { input: z.object({ url: z.string() }), output: z.object({}) },
  /** One page from the flatbed or the feeder, shown and not kept. */
  "scanners.test": {
    input: z.object({ scannerId: z.string() }),
    output: z.object({ jpeg: bytesSchema, width: z.int(), height: z.int() }),
  },
} as const;

export const deviceTopics = {
  /** One device is seen otherwise than before. */
  "devices.status": deviceStatusSchema,
  /** A device is no longer among those of this PC. */
  "devices.gone": z.object({ deviceId: z.string() }),
} as const;

import { z } from "zod";
import { Failure } from "../../../domain/failure.ts";
import type { Settings } from "../../../db/settings.ts";

/** The printers of one kind that are set up at this PC, in the order added. */
export interface PrinterFamily<Printer, Device> {
  list(): Printer[];
  /** Puts it in the place of the one with its id, or behind the others. */
  save(printer: Printer): void;
  remove(printerId: string): void;
  find(printerId: string): Printer | undefined;
  /** The device. Undefined when the printer is not set up any more. */
  findDevice(printerId: string): Device | undefined;
  /** As `findDevice`. Throws Failure `printer-unknown`. */
  getDevice(printerId: string): Device;
}

export interface PrinterFamilyParts<Printer, Device> {
  readonly settings: Pick<Settings, "find" | "set">;
  readonly key: string;
  readonly schema: z.ZodType<Printer>;
  readonly open: (printer: Printer) => Device;
}

export function createPrinterFamily<Printer extends { readonly printerId: string }, Device>({ settings, key, schema, open }: PrinterFamilyParts<Printer, Device>): PrinterFamily<Printer, Device> {
  const list = (): Printer[] => z.array(schema).parse(settings.find(key) ?? []);
  const find = (printerId: string): Printer | undefined => list().find((printer) => printer.printerId === printerId);
  // One device object a printer as long as its settings stay, for it lets only one job at a time onto the line.
  const devices = new Map<string, { settings: string; device: Device }>();

  const findDevice = (printerId: string): Device | undefined => {
    const printer = find(printerId);
    if (!printer) return undefined;
    const current = JSON.stringify(printer);
    const known = devices.get(printerId);
    if (known?.settings === current) return known.device;
    const device = open(printer);
    devices.set(printerId, { settings: current, device });
    return device;
  };

  return {
    list,
    save(printer) {
      const known = list();
      const isKnown = known.some(({ printerId }) => printerId === printer.printerId);
      settings.set(key, isKnown ? known.map((one) => (one.printerId === printer.printerId ? printer : one)) : [...known, printer]);
    },
    remove: (printerId) => settings.set(key, list().filter((printer) => printer.printerId !== printerId)),
    find,
    findDevice,
    getDevice(printerId) {
      const device = findDevice(printerId);
      if (!device) throw new Failure("printer-unknown", { details: { printerId } });
      return device;
    },
  };
}

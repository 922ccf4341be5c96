import { createServer, type AddressInfo, type Socket } from "node:net";
import { once } from "node:events";
import { expect, it } from "vitest";
import { ReceiptPrinterEmulator } from "../../test/emulators/receipt-printer.ts";
import { startNetworkPrinter } from "../../test/emulators/receipt-printer-network.ts";
import { createEscposPrinter } from "./escpos-printer.ts";
import { networkChannel } from "./network-channel.ts";
import { describeReceiptPrinter, testTimeouts, ticket } from "./receipt-printer-conformance.ts";

describeReceiptPrinter("network", async () => {
  const device = new ReceiptPrinterEmulator();
  const plug = await startNetworkPrinter(device);
  const printer = createEscposPrinter(networkChannel(plug), { name: "小票机", ...testTimeouts, answers: true });
  return { printer, device, unplug: plug.unplug, plugIn: plug.plugIn, close: plug.close, unpluggedState: "offline" };
});

it("hangs up although the printer chatters, and leaves no connection behind", async () => {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => undefined);
    socket.on("data", () => socket.write(Buffer.alloc(50, 0x12)));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const printer = createEscposPrinter(networkChannel({ host: "127.0.0.1", port }), { name: "小票机", ...testTimeouts, confirmTimeoutMs: 50, answers: true });
  expect((await printer.print(ticket, new AbortController().signal)).kind).toBe("doubtful");
  await expect.poll(() => open.size).toBe(0);
  server.close();
});

it("calls a printer that takes no connection offline", async () => {
  const printer = createEscposPrinter(networkChannel({ host: "127.0.0.1", port: 1 }), { name: "小票机", ...testTimeouts, answers: true });
  expect(await printer.status(new AbortController().signal)).toBe("offline");
});

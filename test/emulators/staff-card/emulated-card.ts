import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { isAcceptedByOpenssl, makeCardKeys, type CardKeyKind } from "./card-keys.ts";
import { compileLibrary } from "./compile-library.ts";

const run = promisify(execFile);

/** Trouble a card can be in; each is a file beside its library, which the C sources look for. */
export type CardFault =
  | "pulled-while-signing" | "busy" | "garbage-certificate" | "no-certificate" | "damaged-signature"
  | "hangs-on-list" | "hangs-on-unlock" | "hangs-on-sign" | "crashes-on-sign" | "crashes-on-unlock";

/** A personalised card with the vendor's library that drives it. */
export interface EmulatedCard {
  readonly kind: CardKeyKind;
  readonly libraryPath: string;
  readonly pin: string;
  readonly certificate: Uint8Array;
  readonly issuer: Uint8Array;
  pull(): void;
  insert(): void;
  setFault(fault: CardFault | undefined): void;
  /** Sets the counter of wrong PINs back, as the card's issuer would. */
  unblock(): void;
  /** Whether the OpenSSL command line accepts it. */
  accepts(bytes: Uint8Array, signature: Uint8Array): Promise<boolean>;
  remove(): Promise<void>;
}

const softHsmPath = ["/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so", "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so"].find(existsSync);
const emulatedPin = "123456";

export interface EmulatedCardOptions {
  readonly name?: string;
  readonly days?: number;
}

/** A USB key behind SKF. `ulongType` is what its vendor takes for ULONG. */
export async function openSkfKey(ulongType: "unsigned int" | "unsigned long" = "unsigned int", options: EmulatedCardOptions = {}): Promise<EmulatedCard> {
  const folder = await mkdtemp(join(tmpdir(), "skf-key-"));
  await makeCardKeys(folder, "sm2", options);
  writeFileSync(join(folder, "pin"), emulatedPin);
  const libraryPath = join(folder, "libskf.so");
  await compileLibrary({ source: "skf-key.c", definitions: { ULONG_TYPE: ulongType }, libraries: ["crypto"] }, libraryPath);
  return cardIn(folder, "sm2", libraryPath);
}

/** A card behind PKCS#11: SoftHSM with a card's manners, personalised by OpenSC's `pkcs11-tool`. */
export async function openPkcs11Token(kind: "rsa" | "p256", options: EmulatedCardOptions = {}): Promise<EmulatedCard> {
  if (softHsmPath === undefined) throw new Error("The Debian package softhsm2 is missing.");
  const folder = await mkdtemp(join(tmpdir(), "pkcs11-token-"));
  const keys = await makeCardKeys(folder, kind, options);
  writeFileSync(join(folder, "softhsm2.conf"), `directories.tokendir = ${folder}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  const env = { ...process.env, SOFTHSM2_CONF: join(folder, "softhsm2.conf") };
  await run("softhsm2-util", ["--init-token", "--free", "--label", "张窗口的卡", "--so-pin", "87654321", "--pin", emulatedPin], { env });
  await run("softhsm2-util", ["--import", keys.keyPath, "--token", "张窗口的卡", "--label", "sign", "--id", "01", "--pin", emulatedPin], { env });
  for (const [id, path] of [["01", keys.certificatePath], ["02", keys.issuerPath]] as const) {
    await run("pkcs11-tool", ["--module", softHsmPath, "--login", "--pin", emulatedPin, "--write-object", path, "--type", "cert", "--id", id, "--label", `certificate ${id}`], { env });
  }
  const libraryPath = join(folder, "libpkcs11.so");
  await compileLibrary({ source: "pkcs11-token.c", definitions: { SOFTHSM_PATH: `"${softHsmPath}"` } }, libraryPath);
  return cardIn(folder, kind, libraryPath);
}

async function cardIn(folder: string, kind: CardKeyKind, libraryPath: string): Promise<EmulatedCard> {
  const at = (name: string): string => join(folder, name);
  let current: CardFault | undefined;
  return {
    kind,
    libraryPath,
    pin: emulatedPin,
    certificate: await readFile(at("certificate.der")),
    issuer: await readFile(at("issuer.der")),
    pull() {
      writeFileSync(at("removed"), "");
      const insertion = existsSync(at("insertion")) ? Number(readFileSync(at("insertion"), "utf8")) : 0;
      writeFileSync(at("insertion"), String(insertion + 1));
    },
    insert: () => rmSync(at("removed"), { force: true }),
    setFault(fault) {
      if (current) rmSync(at(`fault-${current}`), { force: true });
      current = fault;
      if (fault) writeFileSync(at(`fault-${fault}`), "");
    },
    unblock: () => rmSync(at("tries-left"), { force: true }),
    accepts: (bytes, signature) => isAcceptedByOpenssl(folder, kind, bytes, signature),
    remove: () => rm(folder, { recursive: true }),
  };
}

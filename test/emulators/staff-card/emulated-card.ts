import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
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
const firstLabel = "张窗口的卡";
const emulatedPin = "123456";
const secondPin = "246810";

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
  return cardIn({ folder, kind: "sm2", libraryPath });
}

/** A card behind PKCS#11: SoftHSM with a card's manners, personalised by OpenSC's `pkcs11-tool`. */
export async function openPkcs11Token(kind: "rsa" | "p256", options: EmulatedCardOptions = {}): Promise<EmulatedCard> {
  const folder = await mkdtemp(join(tmpdir(), "pkcs11-token-"));
  await personalise(folder, folder, firstLabel, emulatedPin, kind, options);
  return cardIn({ folder, kind, libraryPath: await compileToken(folder) });
}

/** Two people's cards in at once, behind one library; each has a PIN and a counter of its own, and each is pulled by itself. */
export async function openTwoPkcs11Tokens(first: EmulatedCardOptions, second: EmulatedCardOptions): Promise<readonly [EmulatedCard, EmulatedCard]> {
  const folder = await mkdtemp(join(tmpdir(), "pkcs11-tokens-"));
  const secondKeys = join(folder, "second");
  await mkdir(secondKeys);
  await personalise(folder, folder, firstLabel, emulatedPin, "p256", first);
  await personalise(folder, secondKeys, "第二张卡", secondPin, "p256", second);
  writeFileSync(join(folder, "second-label"), "第二张卡");
  const libraryPath = await compileToken(folder);
  return [await cardIn({ folder, kind: "p256", libraryPath }), await cardIn({ folder, keysFolder: secondKeys, prefix: "second-", pin: secondPin, kind: "p256", libraryPath })];
}

/** A token more in the folder's SoftHSM, with a key and certificates made in `keysFolder`. */
async function personalise(folder: string, keysFolder: string, label: string, pin: string, kind: "rsa" | "p256", options: EmulatedCardOptions): Promise<void> {
  const keys = await makeCardKeys(keysFolder, kind, options);
  writeFileSync(join(folder, "softhsm2.conf"), `directories.tokendir = ${folder}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  const env = { ...process.env, SOFTHSM2_CONF: join(folder, "softhsm2.conf") };
  await run("softhsm2-util", ["--init-token", "--free", "--label", label, "--so-pin", "87654321", "--pin", pin], { env });
  await run("softhsm2-util", ["--import", keys.keyPath, "--token", label, "--label", "sign", "--id", "01", "--pin", pin], { env });
  for (const [id, path] of [["01", keys.certificatePath], ["02", keys.issuerPath]] as const) {
    await run("pkcs11-tool", ["--module", findSoftHsm(), "--token-label", label, "--login", "--pin", pin, "--write-object", path, "--type", "cert", "--id", id, "--label", `certificate ${id}`], { env });
  }
}

async function compileToken(folder: string): Promise<string> {
  const libraryPath = join(folder, "libpkcs11.so");
  await compileLibrary({ source: "pkcs11-token.c", definitions: { SOFTHSM_PATH: `"${findSoftHsm()}"` } }, libraryPath);
  return libraryPath;
}

function findSoftHsm(): string {
  if (softHsmPath === undefined) throw new Error("The Debian package softhsm2 is missing.");
  return softHsmPath;
}

interface CardFiles {
  /** Where its library looks for what it is told. */
  readonly folder: string;
  readonly keysFolder?: string;
  /** Of the files that are about this card, where two share a folder. */
  readonly prefix?: string;
  readonly pin?: string;
  readonly kind: CardKeyKind;
  readonly libraryPath: string;
}

async function cardIn({ folder, keysFolder = folder, prefix = "", pin = emulatedPin, kind, libraryPath }: CardFiles): Promise<EmulatedCard> {
  const at = (name: string): string => join(folder, `${prefix}${name}`);
  let current: CardFault | undefined;
  return {
    kind,
    libraryPath,
    pin,
    certificate: await readFile(join(keysFolder, "certificate.der")),
    issuer: await readFile(join(keysFolder, "issuer.der")),
    pull() {
      writeFileSync(at("removed"), "");
      const insertion = existsSync(at("insertion")) ? Number(readFileSync(at("insertion"), "utf8")) : 0;
      writeFileSync(at("insertion"), String(insertion + 1));
    },
    insert: () => rmSync(at("removed"), { force: true }),
    // Of the library, whichever card is in.
    setFault(fault) {
      if (current) rmSync(join(folder, `fault-${current}`), { force: true });
      current = fault;
      if (fault) writeFileSync(join(folder, `fault-${fault}`), "");
    },
    unblock: () => rmSync(at("tries-left"), { force: true }),
    accepts: (bytes, signature) => isAcceptedByOpenssl(keysFolder, kind, bytes, signature),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

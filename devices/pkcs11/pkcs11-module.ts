import koffi from "koffi";
import { loadVendorLibrary, VendorLibraryError } from "../vendor-library/load-library.ts";
import { ckr, functionIndex, sessionIsSerial, sessionIsWritable, userKind, type FunctionName } from "./pkcs11-constants.ts";
import {
  functionPointerOffset, readRecordLength, readTokenInfo, readUlong, tokenInfoBytes, writeRecords, writeUlong, type Pkcs11Layout, type TokenInfo,
} from "./pkcs11-layout.ts";

/** A return value other than CKR_OK. The driver makes a Failure of it. */
export class Pkcs11Error extends Error {
  readonly functionName: FunctionName;
  readonly returnValue: number;

  constructor(functionName: FunctionName, returnValue: number) {
    super(`${functionName}: 0x${returnValue.toString(16)}`);
    this.functionName = functionName;
    this.returnValue = returnValue;
  }
}

/** For tidying up after a card or token that may be gone. */
export function ignorePkcs11Errors(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Pkcs11Error)) throw error;
  }
}

export type AttributeValue = number | Uint8Array | boolean;

export type AttributeTemplate = Readonly<Record<number, AttributeValue>>;

/** The functions of a PKCS#11 library that are used here, with plain values. All throw `Pkcs11Error`. */
export interface Pkcs11Module {
  slotsWithToken(): number[];
  tokenInfo(slot: number): TokenInfo;
  openSession(slot: number, isWritable?: boolean): number;
  closeSession(session: number): void;
  /** Throws for one that died with its card. What else is said of it is not looked at. */
  checkSession(session: number): void;
  login(session: number, pin: string): void;
  logout(session: number): void;
  findObjects(session: number, template: AttributeTemplate): number[];
  /** Undefined when the object has no such attribute or does not give it. */
  attribute(session: number, object: number, attribute: number): Buffer | undefined;
  sign(session: number, mechanism: number, key: number, data: Uint8Array): Buffer;
  /** Handles of the public and of the private key. */
  generateKeyPair(session: number, mechanism: number, publicKey: AttributeTemplate, privateKey: AttributeTemplate): [publicKey: number, privateKey: number];
}

/** Which library, and how it lays out its structures. */
export interface Pkcs11File {
  readonly path: string;
  /** Without gaps between their fields, as the standard wants on Windows; left out: as usual on this system. */
  readonly isPacked?: boolean | undefined;
}

const findAtOnce = 64;
const longestSignature = 1024;
/** Room enough for a CK_SESSION_INFO in any layout: four numbers. */
const sessionInfoBytes = 64;

/** Loads a library and initializes it. Throws `VendorLibraryError`. */
export function openPkcs11Module({ path, isPacked = process.platform === "win32" }: Pkcs11File): Pkcs11Module {
  const layout: Pkcs11Layout = { ulongBytes: koffi.sizeof("ulong") === 4 ? 4 : 8, isPacked };
  const callFunction = bindFunctions(path, layout);
  const call = (name: FunctionName, ...parameters: unknown[]): void => {
    const returnValue = callFunction(name, parameters);
    if (returnValue !== ckr.OK) throw new Pkcs11Error(name, returnValue);
  };
  const ulongOut = (): Buffer => writeUlong(layout, 0);
  const valueOf = (buffer: Buffer): number => readUlong(layout, buffer) ?? 0;

  const encode = (value: AttributeValue): Buffer => {
    if (typeof value === "boolean") return copyOf([value ? 1 : 0]);
    return typeof value === "number" ? writeUlong(layout, value) : copyOf(value);
  };
  /** `values` are what the records point at: they must live until the call is over. */
  const encodeAll = (template: AttributeTemplate): { records: Buffer; values: readonly Buffer[] } => {
    const values = Object.values(template).map(encode);
    const records = Object.keys(template).map((attribute, index) => {
      const value = values[index] ?? Buffer.alloc(0);
      return { number: Number(attribute), address: koffi.address(value), length: value.length };
    });
    return { records: writeRecords(layout, records), values };
  };

  const initialized = callFunction("C_Initialize", [null]);
  if (initialized !== ckr.OK && initialized !== ckr.CRYPTOKI_ALREADY_INITIALIZED) throw new Pkcs11Error("C_Initialize", initialized);

  return {
    slotsWithToken() {
      // Asking without a buffer first is also what makes a library look for readers plugged in since.
      const count = ulongOut();
      call("C_GetSlotList", 1, null, count);
      const slots = Buffer.alloc(Math.max(valueOf(count), 1) * layout.ulongBytes);
      call("C_GetSlotList", 1, slots, count);
      return Array.from({ length: valueOf(count) }, (_, index) => readUlong(layout, slots, index * layout.ulongBytes) ?? 0);
    },
    tokenInfo(slot) {
      const info = Buffer.alloc(tokenInfoBytes);
      call("C_GetTokenInfo", slot, info);
      return readTokenInfo(layout, info);
    },
    openSession(slot, isWritable = false) {
      const session = ulongOut();
      call("C_OpenSession", slot, sessionIsSerial | (isWritable ? sessionIsWritable : 0), null, null, session);
      return valueOf(session);
    },
    closeSession: (session) => call("C_CloseSession", session),
    checkSession: (session) => call("C_GetSessionInfo", session, Buffer.alloc(sessionInfoBytes)),
    login(session, pin) {
      const bytes = copyOf(Buffer.from(pin, "utf8"));
      try {
        call("C_Login", session, userKind, bytes, bytes.length);
      } finally {
        bytes.fill(0);
      }
    },
    logout: (session) => call("C_Logout", session),
    findObjects(session, template) {
      const { records, values } = encodeAll(template);
      call("C_FindObjectsInit", session, records, values.length);
      try {
        const handles = Buffer.alloc(findAtOnce * layout.ulongBytes);
        const found: number[] = [];
        for (let count = ulongOut(); ; ) {
          call("C_FindObjects", session, handles, findAtOnce, count);
          for (let index = 0; index < valueOf(count); index++) found.push(readUlong(layout, handles, index * layout.ulongBytes) ?? 0);
          if (valueOf(count) < findAtOnce) return found;
        }
      } finally {
        callFunction("C_FindObjectsFinal", [session]);
      }
    },
    attribute(session, object, attribute) {
      const ask = writeRecords(layout, [{ number: attribute, address: 0n, length: 0 }]);
      if (callFunction("C_GetAttributeValue", [session, object, ask, 1]) !== ckr.OK) return undefined;
      const length = readRecordLength(layout, ask, 0);
      if (length === undefined) return undefined;
      const value = Buffer.alloc(length);
      if (length === 0) return value;
      const records = writeRecords(layout, [{ number: attribute, address: koffi.address(value), length }]);
      call("C_GetAttributeValue", session, object, records, 1);
      return value.subarray(0, readRecordLength(layout, records, 0));
    },
    sign(session, mechanism, key, data) {
      call("C_SignInit", session, writeRecords(layout, [{ number: mechanism, address: 0n, length: 0 }]), key);
      const signature = Buffer.alloc(longestSignature);
      const length = writeUlong(layout, signature.length);
      call("C_Sign", session, copyOf(data), data.length, signature, length);
      return signature.subarray(0, valueOf(length));
    },
    generateKeyPair(session, mechanism, publicKey, privateKey) {
      const [publicParts, privateParts] = [encodeAll(publicKey), encodeAll(privateKey)];
      const [publicOut, privateOut] = [ulongOut(), ulongOut()];
      const how = writeRecords(layout, [{ number: mechanism, address: 0n, length: 0 }]);
      call("C_GenerateKeyPair", session, how, publicParts.records, publicParts.values.length, privateParts.records, privateParts.values.length, publicOut, privateOut);
      return [valueOf(publicOut), valueOf(privateOut)];
    },
  };
}

const parameterTypes: Readonly<Record<FunctionName, readonly string[]>> = {
  C_Initialize: ["void *"],
  C_GetSlotList: ["uint8", "void *", "void *"],
  C_GetTokenInfo: ["ulong", "void *"],
  C_OpenSession: ["ulong", "ulong", "void *", "void *", "void *"],
  C_CloseSession: ["ulong"],
  C_GetSessionInfo: ["ulong", "void *"],
  C_Login: ["ulong", "ulong", "void *", "ulong"],
  C_Logout: ["ulong"],
  C_GetAttributeValue: ["ulong", "ulong", "void *", "ulong"],
  C_FindObjectsInit: ["ulong", "void *", "ulong"],
  C_FindObjects: ["ulong", "void *", "ulong", "void *"],
  C_FindObjectsFinal: ["ulong"],
  C_SignInit: ["ulong", "void *", "ulong"],
  C_Sign: ["ulong", "void *", "ulong", "void *", "void *"],
  C_GenerateKeyPair: ["ulong", "void *", "void *", "ulong", "void *", "ulong", "void *", "void *"],
};

/** The function list is the only symbol a library must have. */
function bindFunctions(path: string, layout: Pkcs11Layout): (name: FunctionName, parameters: readonly unknown[]) => number {
  const library = loadVendorLibrary(path);
  try {
    const list: bigint[] = [0n];
    const returnValue = Number(library.func("C_GetFunctionList", "ulong", [koffi.out(koffi.pointer("void *"))])(list));
    const [address] = list;
    if (returnValue !== ckr.OK || !address) throw new Error(`C_GetFunctionList: ${returnValue}`);
    const functions = Object.entries(parameterTypes).map(([name, types]) => {
      const pointer: unknown = koffi.decode(address, functionPointerOffset(layout, functionIndex[name as FunctionName]), "void *");
      return [name, koffi.decode(pointer, koffi.proto("ulong", [...types])) as (...parameters: unknown[]) => number | bigint] as const;
    });
    const byName = new Map<string, (...parameters: unknown[]) => number | bigint>(functions);
    return (name, parameters) => Number(byName.get(name)?.(...parameters));
  } catch (cause) {
    throw new VendorLibraryError("wrong", path, cause);
  }
}

/** In memory of its own: small buffers of Node share theirs. */
function copyOf(bytes: ArrayLike<number>): Buffer {
  const copy = Buffer.alloc(bytes.length);
  copy.set(bytes);
  return copy;
}

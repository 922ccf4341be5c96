import { loadVendorLibrary, VendorLibraryError } from "../../vendor-library/load-library.ts";
import { deviceInfo, fieldBytes, sar, signingPair, userPin } from "./skf-constants.ts";
import { joinSignature, readNames, readText } from "./skf-layout.ts";

type Handle = bigint;

/** A return value other than SAR_OK; `triesLeft` with a wrong PIN. The driver makes a Failure of it. */
export class SkfError extends Error {
  readonly functionName: string;
  readonly returnValue: number;
  readonly triesLeft: number | undefined;

  constructor(functionName: string, returnValue: number, triesLeft?: number) {
    super(`${functionName}: 0x${returnValue.toString(16)}`);
    this.functionName = functionName;
    this.returnValue = returnValue;
    this.triesLeft = triesLeft;
  }
}

/** The functions of an SKF library that are used here, with plain values. All throw `SkfError`. */
export interface SkfModule {
  /** Of the devices that are there. */
  deviceNames(): string[];
  connect(deviceName: string): Handle;
  disconnect(device: Handle): void;
  deviceInfo(device: Handle): { readonly label: string; readonly serialNumber: string };
  applicationNames(device: Handle): string[];
  openApplication(device: Handle, name: string): Handle;
  closeApplication(application: Handle): void;
  pinTriesLeft(application: Handle): number;
  verifyPin(application: Handle, pin: string): void;
  clearSecureState(application: Handle): void;
  containerNames(application: Handle): string[];
  openContainer(application: Handle, name: string): Handle;
  closeContainer(container: Handle): void;
  /** The signing pair's, as the library lays it out. */
  publicKeyBlob(container: Handle): Buffer;
  certificate(container: Handle): Buffer;
  /** Signs e = SM3(Z‖M); r‖s in 64 bytes. */
  signSm2(container: Handle, digest: Buffer): Buffer;
}

/**
 * ULONG is 4 bytes in one vendor's library and 8 in another's. On 64-bit little-endian machines both read the same eight bytes, as long as
 * what lies above the number is zero: so numbers are passed as 8 bytes and answers are read from buffers of 8 zeroed ones. Only inside
 * structures the width matters.
 */
const numberBytes = 8;

const parameterTypes = {
  SKF_EnumDev: ["int32", "void *", "void *"],
  SKF_ConnectDev: ["void *", "void *"],
  SKF_DisConnectDev: ["void *"],
  SKF_GetDevInfo: ["void *", "void *"],
  SKF_EnumApplication: ["void *", "void *", "void *"],
  SKF_OpenApplication: ["void *", "void *", "void *"],
  SKF_CloseApplication: ["void *"],
  SKF_GetPINInfo: ["void *", "uint64", "void *", "void *", "void *"],
  SKF_VerifyPIN: ["void *", "uint64", "void *", "void *"],
  SKF_ClearSecureState: ["void *"],
  SKF_EnumContainer: ["void *", "void *", "void *"],
  SKF_OpenContainer: ["void *", "void *", "void *"],
  SKF_CloseContainer: ["void *"],
  SKF_ExportPublicKey: ["void *", "int32", "void *", "void *"],
  SKF_ExportCertificate: ["void *", "int32", "void *", "void *"],
  SKF_ECCSignData: ["void *", "void *", "uint64", "void *"],
} as const;
type FunctionName = keyof typeof parameterTypes;

/** Some libraries do not tell a size when asked for it: this much is kept ready in any case. */
const spareBytes = 4096;

/** Loads a library. Throws `VendorLibraryError`. */
export function openSkfModule(path: string): SkfModule {
  const functions = bindFunctions(path);
  const call = (name: FunctionName, ...parameters: unknown[]): void => {
    const returnValue = functions.get(name)?.(...parameters);
    if (returnValue !== sar.OK) throw new SkfError(name, Number(returnValue));
  };
  const numberOut = (): Buffer => Buffer.alloc(numberBytes);
  const numberOf = (buffer: Buffer): number => Number(buffer.readBigUInt64LE());

  const handleFrom = (name: FunctionName, ...parameters: unknown[]): Handle => {
    const handle = Buffer.alloc(8);
    call(name, ...parameters, handle);
    return handle.readBigUInt64LE();
  };
  /** Asks for the size first, then for the bytes. */
  const bytesFrom = (name: FunctionName, ...parameters: unknown[]): Buffer => {
    const size = numberOut();
    call(name, ...parameters, null, size);
    const bytes = Buffer.alloc(numberOf(size) + spareBytes);
    size.writeBigUInt64LE(BigInt(bytes.length));
    call(name, ...parameters, bytes, size);
    return bytes.subarray(0, numberOf(size));
  };
  const pinTriesLeft = (application: Handle): number => {
    const [most, left, isDefault] = [numberOut(), numberOut(), numberOut()];
    call("SKF_GetPINInfo", application, userPin, most, left, isDefault);
    return numberOf(left);
  };

  return {
    deviceNames: () => readNames(bytesFrom("SKF_EnumDev", 1)),
    connect: (deviceName) => handleFrom("SKF_ConnectDev", zeroEnded(deviceName)),
    disconnect: (device) => call("SKF_DisConnectDev", device),
    deviceInfo(device) {
      const info = Buffer.alloc(deviceInfo.bytes);
      call("SKF_GetDevInfo", device, info);
      return { label: readText(info, deviceInfo.labelAt, deviceInfo.labelBytes), serialNumber: readText(info, deviceInfo.serialNumberAt, deviceInfo.serialNumberBytes) };
    },
    applicationNames: (device) => readNames(bytesFrom("SKF_EnumApplication", device)),
    openApplication: (device, name) => handleFrom("SKF_OpenApplication", device, zeroEnded(name)),
    closeApplication: (application) => call("SKF_CloseApplication", application),
    pinTriesLeft,
    verifyPin(application, pin) {
      const bytes = zeroEnded(pin, "utf8");
      const left = numberOut();
      try {
        const returnValue = Number(functions.get("SKF_VerifyPIN")?.(application, userPin, bytes, left));
        if (returnValue !== sar.OK) throw new SkfError("SKF_VerifyPIN", returnValue, numberOf(left));
      } finally {
        bytes.fill(0);
      }
    },
    clearSecureState: (application) => call("SKF_ClearSecureState", application),
    containerNames: (application) => readNames(bytesFrom("SKF_EnumContainer", application)),
    openContainer: (application, name) => handleFrom("SKF_OpenContainer", application, zeroEnded(name)),
    closeContainer: (container) => call("SKF_CloseContainer", container),
    publicKeyBlob: (container) => bytesFrom("SKF_ExportPublicKey", container, signingPair),
    certificate: (container) => bytesFrom("SKF_ExportCertificate", container, signingPair),
    signSm2(container, digest) {
      const blob = Buffer.alloc(2 * fieldBytes);
      call("SKF_ECCSignData", container, digest, digest.length, blob);
      return joinSignature(blob);
    },
  };
}

function bindFunctions(path: string): ReadonlyMap<FunctionName, (...parameters: unknown[]) => number> {
  const library = loadVendorLibrary(path);
  try {
    // Answers are 32 bits wide in any case; a library with the narrow ULONG leaves the upper half of the register undefined.
    return new Map(Object.entries(parameterTypes).map(([name, types]) => [name as FunctionName, library.func(name, "uint32", [...types])]));
  } catch (cause) {
    throw new VendorLibraryError("wrong", path, cause);
  }
}

/** `latin1` gives a name's bytes back as they were read. */
function zeroEnded(text: string, encoding: "latin1" | "utf8" = "latin1"): Buffer {
  const bytes = Buffer.from(text, encoding);
  const ended = Buffer.alloc(bytes.length + 1);
  bytes.copy(ended);
  return ended;
}

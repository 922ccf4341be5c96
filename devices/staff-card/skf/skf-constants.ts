/** Numbers of GM/T 0016 that are used here, by their names in the standard. */

/** Return values. */
export const sar = {
  OK: 0,
  FAIL: 0x0a000001,
  NOTSUPPORTYETERR: 0x0a000003,
  INVALIDHANDLEERR: 0x0a000005,
  TIMEOUTERR: 0x0a00000f,
  KEYNOTFOUNTERR: 0x0a00001b,
  CERTNOTFOUNTERR: 0x0a00001c,
  DEVICE_REMOVED: 0x0a000023,
  PIN_INCORRECT: 0x0a000024,
  PIN_LOCKED: 0x0a000025,
  PIN_INVALID: 0x0a000026,
  PIN_LEN_RANGE: 0x0a000027,
  USER_PIN_NOT_INITIALIZED: 0x0a000029,
  USER_NOT_LOGGED_IN: 0x0a00002d,
} as const;

export const userPin = 1;
/** A container holds two key pairs; this one signs. */
export const signingPair = 1;

/** Where DEVINFO, packed, has what is used here. No ULONG stands before it. */
export const deviceInfo = { bytes: 1024, labelAt: 130, labelBytes: 32, serialNumberAt: 162, serialNumberBytes: 32 } as const;

/** Coordinates and the parts of a signature stand at the end of fields made for 512 bits. */
export const fieldBytes = 64;
export const sm2Bytes = 32;

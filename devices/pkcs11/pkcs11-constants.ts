/** Numbers of PKCS#11 2.40 that are used here, by their names in the standard. */

/** Return values. */
export const ckr = {
  OK: 0x0,
  SLOT_ID_INVALID: 0x3,
  DEVICE_ERROR: 0x30,
  DEVICE_MEMORY: 0x31,
  DEVICE_REMOVED: 0x32,
  FUNCTION_CANCELED: 0x50,
  KEY_HANDLE_INVALID: 0x60,
  PIN_INCORRECT: 0xa0,
  PIN_INVALID: 0xa1,
  PIN_LEN_RANGE: 0xa2,
  PIN_EXPIRED: 0xa3,
  PIN_LOCKED: 0xa4,
  SESSION_CLOSED: 0xb0,
  SESSION_COUNT: 0xb1,
  SESSION_HANDLE_INVALID: 0xb3,
  TOKEN_NOT_PRESENT: 0xe0,
  TOKEN_NOT_RECOGNIZED: 0xe1,
  USER_ALREADY_LOGGED_IN: 0x100,
  USER_NOT_LOGGED_IN: 0x101,
  USER_PIN_NOT_INITIALIZED: 0x102,
  BUFFER_TOO_SMALL: 0x150,
  CRYPTOKI_ALREADY_INITIALIZED: 0x191,
} as const;

/** Token flags. */
export const ckf = {
  USER_PIN_INITIALIZED: 0x8,
  TOKEN_INITIALIZED: 0x400,
  USER_PIN_COUNT_LOW: 0x1_0000,
  USER_PIN_FINAL_TRY: 0x2_0000,
  USER_PIN_LOCKED: 0x4_0000,
} as const;

export const sessionIsSerial = 0x4;
/** Where a key is to be made; reading and signing need none. */
export const sessionIsWritable = 0x2;
export const userKind = 1;

/** Object classes. */
export const cko = { CERTIFICATE: 1, PUBLIC_KEY: 2, PRIVATE_KEY: 3 } as const;

/** Attributes. */
export const cka = {
  CLASS: 0x0, TOKEN: 0x1, PRIVATE: 0x2, LABEL: 0x3, VALUE: 0x11, CERTIFICATE_TYPE: 0x80, ID: 0x102, SENSITIVE: 0x103, SIGN: 0x108, VERIFY: 0x10a,
  EXTRACTABLE: 0x162, EC_PARAMS: 0x180, EC_POINT: 0x181,
} as const;

export const certificateIsX509 = 0;

/** Mechanisms that sign what was hashed before: every card has these, not every card hashes. */
export const ckm = { RSA_PKCS: 0x1, EC_KEY_PAIR_GEN: 0x1040, ECDSA: 0x1041 } as const;

/** Where each function stands in the function list. */
export const functionIndex = {
  C_Initialize: 0,
  C_GetSlotList: 4,
  C_GetTokenInfo: 6,
  C_OpenSession: 12,
  C_CloseSession: 13,
  C_GetSessionInfo: 15,
  C_Login: 18,
  C_Logout: 19,
  C_GetAttributeValue: 24,
  C_FindObjectsInit: 26,
  C_FindObjects: 27,
  C_FindObjectsFinal: 28,
  C_SignInit: 42,
  C_Sign: 43,
  C_GenerateKeyPair: 59,
} as const;
export type FunctionName = keyof typeof functionIndex;

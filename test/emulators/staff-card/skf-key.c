/*
 * A USB key behind SKF (GM/T 0016) with one SM2 signing pair, written from the standard and sharing nothing with the driver. The key
 * lies as `key.pem` and `certificate.der` beside this library; OpenSSL's libcrypto signs.
 *
 * ULONG_TYPE is what the vendor takes for ULONG: `unsigned int` by the standard, `unsigned long` with some on 64-bit Linux.
 */
#include "control.h"
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

typedef ULONG_TYPE ULONG;
typedef int BOOL;
typedef unsigned char BYTE;
typedef char *LPSTR;
typedef void *HANDLE;

#define SAR_OK 0
#define SAR_FAIL 0x0A000001
#define SAR_INVALIDHANDLEERR 0x0A000005
#define SAR_INVALIDPARAMERR 0x0A000006
#define SAR_TIMEOUTERR 0x0A00000F
#define SAR_INDATALENERR 0x0A000010
#define SAR_KEYNOTFOUNTERR 0x0A00001B
#define SAR_CERTNOTFOUNTERR 0x0A00001C
#define SAR_BUFFER_TOO_SMALL 0x0A000020
#define SAR_DEVICE_REMOVED 0x0A000023
#define SAR_PIN_INCORRECT 0x0A000024
#define SAR_PIN_LOCKED 0x0A000025
#define SAR_PIN_LEN_RANGE 0x0A000027
#define SAR_USER_NOT_LOGGED_IN 0x0A00002D
#define SAR_APPLICATION_NOT_EXISTS 0x0A00002E

#define MOST_TRIES 3
#define DEVICE_NAME "MOCKKEY0"

typedef struct { BYTE major, minor; } VERSION;
#pragma pack(push, 1)
typedef struct {
  VERSION Version;
  char Manufacturer[64];
  char Issuer[64];
  char Label[32];
  char SerialNumber[32];
  VERSION HWVersion;
  VERSION FirmwareVersion;
  ULONG AlgSymCap, AlgAsymCap, AlgHashCap, DevAuthAlgId, TotalSpace, FreeSpace, MaxECCBufferSize, MaxBufferSize;
  BYTE Reserved[64];
} DEVINFO;
#pragma pack(pop)
typedef struct { ULONG BitLen; BYTE XCoordinate[64], YCoordinate[64]; } ECCPUBLICKEYBLOB;
typedef struct { BYTE r[64], s[64]; } ECCSIGNATUREBLOB;

/* Handles die with the key's removal: each insertion counts up and every handle carries the count. */
static char handles[4096];
static int is_logged_in;
static int logged_in_insertion;
enum { DEVICE = 1, APPLICATION, CONTAINER };
static HANDLE handle_of(int kind) { return &handles[control_number("insertion") * 8 + kind]; }

#define NEED(kind, handle)                                        \
  if (control_has("removed")) return SAR_DEVICE_REMOVED;          \
  if ((handle) != handle_of(kind)) return SAR_INVALIDHANDLEERR;   \
  if (control_has("fault-busy")) return SAR_TIMEOUTERR

static int tries_left(void) { return control_has("tries-left") ? control_number("tries-left") : MOST_TRIES; }
static int has_access(void) { return is_logged_in && logged_in_insertion == control_number("insertion"); }

static ULONG give(const void *bytes, ULONG length, void *buffer, ULONG *size)
{
  if (!size) return SAR_INVALIDPARAMERR;
  ULONG room = *size;
  *size = length;
  if (!buffer) return SAR_OK;
  if (room < length) return SAR_BUFFER_TOO_SMALL;
  memcpy(buffer, bytes, length);
  return SAR_OK;
}

ULONG SKF_EnumDev(BOOL bPresent, LPSTR szNameList, ULONG *pulSize)
{
  (void)bPresent;
  control_strike("list");
  if (control_has("removed")) return give("\0", 2, szNameList, pulSize);
  return give(DEVICE_NAME "\0", sizeof DEVICE_NAME + 1, szNameList, pulSize);
}

ULONG SKF_ConnectDev(LPSTR szName, HANDLE *phDev)
{
  if (control_has("removed")) return SAR_DEVICE_REMOVED;
  if (control_has("fault-busy")) return SAR_FAIL;
  if (strcmp(szName, DEVICE_NAME) != 0) return SAR_INVALIDPARAMERR;
  *phDev = handle_of(DEVICE);
  return SAR_OK;
}

ULONG SKF_DisConnectDev(HANDLE hDev)
{
  NEED(DEVICE, hDev);
  return SAR_OK;
}

ULONG SKF_GetDevInfo(HANDLE hDev, DEVINFO *pDevInfo)
{
  NEED(DEVICE, hDev);
  memset(pDevInfo, 0, sizeof *pDevInfo);
  pDevInfo->Version.major = 1;
  strcpy(pDevInfo->Manufacturer, "Yichuang");
  strcpy(pDevInfo->Label, "审批专用Key");
  strcpy(pDevInfo->SerialNumber, "SM2KEY0000000001");
  pDevInfo->AlgAsymCap = 0x00020000;
  memset(pDevInfo->Reserved, 0xee, sizeof pDevInfo->Reserved);
  return SAR_OK;
}

/* The first application is the vendor's own and empty, as on many keys. */
ULONG SKF_EnumApplication(HANDLE hDev, LPSTR szAppName, ULONG *pulSize)
{
  NEED(DEVICE, hDev);
  return give("VENDOR\0SIGN\0", 13, szAppName, pulSize);
}

ULONG SKF_OpenApplication(HANDLE hDev, LPSTR szAppName, HANDLE *phApplication)
{
  NEED(DEVICE, hDev);
  if (strcmp(szAppName, "SIGN") == 0) *phApplication = handle_of(APPLICATION);
  else if (strcmp(szAppName, "VENDOR") == 0) *phApplication = handle_of(APPLICATION + 4);
  else return SAR_APPLICATION_NOT_EXISTS;
  return SAR_OK;
}

ULONG SKF_CloseApplication(HANDLE hApplication)
{
  if (hApplication == handle_of(APPLICATION)) is_logged_in = 0;
  return SAR_OK;
}

ULONG SKF_GetPINInfo(HANDLE hApplication, ULONG ulPINType, ULONG *most, ULONG *left, BOOL *isDefault)
{
  NEED(APPLICATION, hApplication);
  if (ulPINType != 1) return SAR_INVALIDPARAMERR;
  *most = MOST_TRIES;
  *left = (ULONG)tries_left();
  *isDefault = 0;
  return SAR_OK;
}

ULONG SKF_VerifyPIN(HANDLE hApplication, ULONG ulPINType, LPSTR szPIN, ULONG *pulRetryCount)
{
  NEED(APPLICATION, hApplication);
  control_strike("unlock");
  if (ulPINType != 1) return SAR_INVALIDPARAMERR;
  if (strlen(szPIN) < 6 || strlen(szPIN) > 16) return SAR_PIN_LEN_RANGE;
  int left = tries_left();
  *pulRetryCount = (ULONG)left;
  if (left == 0) return SAR_PIN_LOCKED;
  char pin[32] = {0};
  control_read("pin", (unsigned char *)pin, sizeof pin - 1);
  if (strcmp(pin, szPIN) != 0) {
    is_logged_in = 0;
    control_set_number("tries-left", left - 1);
    *pulRetryCount = (ULONG)(left - 1);
    return left == 1 ? SAR_PIN_LOCKED : SAR_PIN_INCORRECT;
  }
  control_set_number("tries-left", MOST_TRIES);
  is_logged_in = 1;
  logged_in_insertion = control_number("insertion");
  return SAR_OK;
}

ULONG SKF_ClearSecureState(HANDLE hApplication)
{
  NEED(APPLICATION, hApplication);
  is_logged_in = 0;
  return SAR_OK;
}

ULONG SKF_EnumContainer(HANDLE hApplication, LPSTR szContainerName, ULONG *pulSize)
{
  if (control_has("removed")) return SAR_DEVICE_REMOVED;
  if (hApplication == handle_of(APPLICATION + 4)) return give("", 1, szContainerName, pulSize);
  NEED(APPLICATION, hApplication);
  return give("PERSON\0", 8, szContainerName, pulSize);
}

ULONG SKF_OpenContainer(HANDLE hApplication, LPSTR szContainerName, HANDLE *phContainer)
{
  NEED(APPLICATION, hApplication);
  if (strcmp(szContainerName, "PERSON") != 0) return SAR_FAIL;
  *phContainer = handle_of(CONTAINER);
  return SAR_OK;
}

ULONG SKF_CloseContainer(HANDLE hContainer)
{
  NEED(CONTAINER, hContainer);
  return SAR_OK;
}

static EVP_PKEY *read_key(void)
{
  FILE *file = fopen(control_path("key.pem"), "r");
  if (!file) return NULL;
  EVP_PKEY *key = PEM_read_PrivateKey(file, NULL, NULL, NULL);
  fclose(file);
  return key;
}

ULONG SKF_ExportPublicKey(HANDLE hContainer, BOOL bSignFlag, BYTE *pbBlob, ULONG *pulBlobLen)
{
  NEED(CONTAINER, hContainer);
  EVP_PKEY *key = bSignFlag ? read_key() : NULL;
  if (!key) return SAR_KEYNOTFOUNTERR;
  BYTE point[65];
  size_t length = 0;
  int is_read = EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY, point, sizeof point, &length);
  EVP_PKEY_free(key);
  if (!is_read || length != sizeof point) return SAR_FAIL;
  ECCPUBLICKEYBLOB blob;
  memset(&blob, 0, sizeof blob);
  blob.BitLen = 256;
  memcpy(blob.XCoordinate + 32, point + 1, 32);
  memcpy(blob.YCoordinate + 32, point + 33, 32);
  return give(&blob, sizeof blob, pbBlob, pulBlobLen);
}

ULONG SKF_ExportCertificate(HANDLE hContainer, BOOL bSignFlag, BYTE *pbCert, ULONG *pulCertLen)
{
  NEED(CONTAINER, hContainer);
  if (control_has("fault-garbage-certificate")) return give("no certificate at all", 21, pbCert, pulCertLen);
  BYTE bytes[8192];
  long length = bSignFlag && !control_has("fault-no-certificate") ? control_read("certificate.der", bytes, sizeof bytes) : 0;
  if (length == 0) return SAR_CERTNOTFOUNTERR;
  return give(bytes, (ULONG)length, pbCert, pulCertLen);
}

ULONG SKF_ECCSignData(HANDLE hContainer, BYTE *pbData, ULONG ulDataLen, ECCSIGNATUREBLOB *pSignature)
{
  NEED(CONTAINER, hContainer);
  control_strike("sign");
  if (!has_access()) return SAR_USER_NOT_LOGGED_IN;
  if (ulDataLen != 32) return SAR_INDATALENERR;
  if (control_has("fault-pulled-while-signing")) {
    control_set("removed");
    control_set_number("insertion", control_number("insertion") + 1);
    return SAR_DEVICE_REMOVED;
  }
  EVP_PKEY *key = read_key();
  if (!key) return SAR_KEYNOTFOUNTERR;
  BYTE der[128];
  size_t length = sizeof der;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
  int is_signed = context && EVP_PKEY_sign_init(context) > 0 && EVP_PKEY_sign(context, der, &length, pbData, ulDataLen) > 0;
  EVP_PKEY_CTX_free(context);
  EVP_PKEY_free(key);
  if (!is_signed) return SAR_FAIL;
  const BYTE *at = der;
  ECDSA_SIG *parts = d2i_ECDSA_SIG(NULL, &at, (long)length);
  if (!parts) return SAR_FAIL;
  memset(pSignature, 0, sizeof *pSignature);
  BN_bn2binpad(ECDSA_SIG_get0_r(parts), pSignature->r, 64);
  BN_bn2binpad(ECDSA_SIG_get0_s(parts), pSignature->s, 64);
  ECDSA_SIG_free(parts);
  if (control_has("fault-damaged-signature")) pSignature->s[63] ^= 1;
  return SAR_OK;
}

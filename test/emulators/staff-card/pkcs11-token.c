/*
 * SoftHSM with the manners of a card: it can be pulled and put in again, counts wrong PINs and locks, hangs, crashes, is held by another
 * program, forgets its certificate. A PKCS#11 library that passes everything else on to SoftHSM. Only the function list is exported, as
 * the standard asks. With a file `second-label` there are two cards: what the token of that label is told and remembers lies in files that
 * begin with `second-`.
 */
#include "control.h"

typedef unsigned long ULONG;
typedef struct { unsigned char version[2]; void *functions[68]; } FUNCTION_LIST;
typedef struct { ULONG type; void *pValue; ULONG ulValueLen; } ATTRIBUTE;

#define CKR_OK 0x0
#define CKR_DEVICE_ERROR 0x30
#define CKR_DEVICE_REMOVED 0x32
#define CKR_PIN_INCORRECT 0xA0
#define CKR_PIN_LOCKED 0xA4
#define CKR_SESSION_HANDLE_INVALID 0xB3
#define CKR_TOKEN_NOT_PRESENT 0xE0
#define CKA_CLASS 0x0
#define CKA_VALUE 0x11
#define CKO_CERTIFICATE 1
#define FLAGS_AT 96
#define CKF_USER_PIN_COUNT_LOW 0x10000
#define CKF_USER_PIN_FINAL_TRY 0x20000
#define CKF_USER_PIN_LOCKED 0x40000
#define MOST_TRIES 3

enum {
  GetFunctionList = 3, GetSlotList = 4, GetTokenInfo = 6, OpenSession = 12, CloseSession = 13, CloseAllSessions = 14, GetSessionInfo = 15, Login = 18, Logout = 19,
  GetAttributeValue = 24, FindObjectsInit = 26, SignInit = 42, Sign = 43,
};

static FUNCTION_LIST *real;
static FUNCTION_LIST own;
static int seen_insertion[2];
#define REAL(index, ...) ((ULONG(*)())real->functions[index])(__VA_ARGS__)

#define LABEL_BYTES 32
#define TOKEN_INFO_BYTES 256
#define SESSION_INFO_BYTES 64

/* Which of the two cards lies in a slot: 0 or 1. */
static int card_in(ULONG slot)
{
  unsigned char label[LABEL_BYTES], info[TOKEN_INFO_BYTES];
  long length = control_read("second-label", label, sizeof label);
  return length > 0 && REAL(GetTokenInfo, slot, info) == CKR_OK && memcmp(info, label, (size_t)length) == 0;
}

/* The name of a file about one card. */
static const char *of(int card, const char *name)
{
  static char full[64];
  snprintf(full, sizeof full, "%s%s", card ? "second-" : "", name);
  return full;
}

/* A card that was pulled has forgotten its sessions, whether or not it is there again. */
static int is_gone(ULONG slot)
{
  int card = card_in(slot);
  int insertion = control_number(of(card, "insertion"));
  if (insertion != seen_insertion[card]) REAL(CloseAllSessions, slot);
  seen_insertion[card] = insertion;
  return control_has(of(card, "removed"));
}

/* The slot is the first thing in a session's information. */
static int find_slot(ULONG session, ULONG *slot)
{
  ULONG info[SESSION_INFO_BYTES / sizeof(ULONG)];
  if (REAL(GetSessionInfo, session, info) != CKR_OK) return 0;
  *slot = info[0];
  return 1;
}

#define NEED_TOKEN                                                           \
  ULONG in_slot;                                                             \
  if (!find_slot(session, &in_slot)) return CKR_SESSION_HANDLE_INVALID;      \
  if (is_gone(in_slot)) return CKR_DEVICE_REMOVED;                           \
  if (control_has("fault-busy")) return CKR_DEVICE_ERROR

static int tries_left(int card) { return control_has(of(card, "tries-left")) ? control_number(of(card, "tries-left")) : MOST_TRIES; }

static ULONG get_slot_list(unsigned char present, ULONG *slots, ULONG *count)
{
  control_strike("list");
  ULONG result = REAL(GetSlotList, present, slots, count);
  if (result != CKR_OK || !present || !slots) return result;
  ULONG left = 0;
  for (ULONG index = 0; index < *count; index++)
    if (!is_gone(slots[index])) slots[left++] = slots[index];
  *count = left;
  return CKR_OK;
}

static ULONG get_token_info(ULONG slot, unsigned char *info)
{
  if (is_gone(slot)) return CKR_TOKEN_NOT_PRESENT;
  if (control_has("fault-busy")) return CKR_DEVICE_ERROR;
  ULONG result = REAL(GetTokenInfo, slot, info);
  if (result != CKR_OK) return result;
  ULONG *flags = (ULONG *)(info + FLAGS_AT);
  *flags &= ~(ULONG)(CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_LOCKED);
  int left = tries_left(card_in(slot));
  if (left < MOST_TRIES) *flags |= CKF_USER_PIN_COUNT_LOW;
  if (left == 1) *flags |= CKF_USER_PIN_FINAL_TRY;
  if (left == 0) *flags |= CKF_USER_PIN_LOCKED;
  return CKR_OK;
}

static ULONG open_session(ULONG slot, ULONG flags, void *application, void *notify, ULONG *session)
{
  if (is_gone(slot)) return CKR_DEVICE_REMOVED;
  if (control_has("fault-busy")) return CKR_DEVICE_ERROR;
  return REAL(OpenSession, slot, flags, application, notify, session);
}

static ULONG get_session_info(ULONG session, void *info)
{
  NEED_TOKEN;
  return REAL(GetSessionInfo, session, info);
}

static ULONG login(ULONG session, ULONG user, unsigned char *pin, ULONG length)
{
  NEED_TOKEN;
  control_strike("unlock");
  int card = card_in(in_slot);
  int left = tries_left(card);
  if (left == 0) return CKR_PIN_LOCKED;
  ULONG result = REAL(Login, session, user, pin, length);
  if (result == CKR_PIN_INCORRECT) control_set_number(of(card, "tries-left"), left - 1);
  if (result == CKR_OK) control_set_number(of(card, "tries-left"), MOST_TRIES);
  return result;
}

static ULONG get_attribute_value(ULONG session, ULONG object, ATTRIBUTE *attributes, ULONG count)
{
  NEED_TOKEN;
  ULONG result = REAL(GetAttributeValue, session, object, attributes, count);
  if (result == CKR_OK && control_has("fault-garbage-certificate"))
    for (ULONG index = 0; index < count; index++)
      if (attributes[index].type == CKA_VALUE && attributes[index].pValue) memset(attributes[index].pValue, 0x20, attributes[index].ulValueLen);
  return result;
}

/* A card without certificates: what is searched for becomes a class no object is of. */
static ULONG find_objects_init(ULONG session, ATTRIBUTE *template, ULONG count)
{
  NEED_TOKEN;
  for (ULONG index = 0; index < count; index++)
    if (template[index].type == CKA_CLASS && *(ULONG *)template[index].pValue == CKO_CERTIFICATE && control_has("fault-no-certificate"))
      *(ULONG *)template[index].pValue = 0x80000001;
  return REAL(FindObjectsInit, session, template, count);
}

static ULONG sign_init(ULONG session, void *mechanism, ULONG key)
{
  NEED_TOKEN;
  return REAL(SignInit, session, mechanism, key);
}

static ULONG sign(ULONG session, unsigned char *data, ULONG length, unsigned char *signature, ULONG *signature_length)
{
  NEED_TOKEN;
  control_strike("sign");
  if (control_has("fault-pulled-while-signing")) {
    int card = card_in(in_slot);
    control_set(of(card, "removed"));
    control_set_number(of(card, "insertion"), control_number(of(card, "insertion")) + 1);
    return CKR_DEVICE_REMOVED;
  }
  ULONG result = REAL(Sign, session, data, length, signature, signature_length);
  if (result == CKR_OK && control_has("fault-damaged-signature")) signature[*signature_length - 1] ^= 1;
  return result;
}

ULONG C_GetFunctionList(FUNCTION_LIST **list)
{
  if (!real) {
    setenv("SOFTHSM2_CONF", control_path("softhsm2.conf"), 1);
    /* Its own OpenSSL, not the one inside Node. */
    void *library = dlopen(SOFTHSM_PATH, RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
    if (!library) return CKR_DEVICE_ERROR;
    ((ULONG(*)(FUNCTION_LIST **))dlsym(library, "C_GetFunctionList"))(&real);
    for (int card = 0; card < 2; card++) seen_insertion[card] = control_number(of(card, "insertion"));
    own = *real;
    own.functions[GetFunctionList] = C_GetFunctionList;
    own.functions[GetSlotList] = get_slot_list;
    own.functions[GetTokenInfo] = get_token_info;
    own.functions[OpenSession] = open_session;
    own.functions[GetSessionInfo] = get_session_info;
    own.functions[Login] = login;
    own.functions[GetAttributeValue] = get_attribute_value;
    own.functions[FindObjectsInit] = find_objects_init;
    own.functions[SignInit] = sign_init;
    own.functions[Sign] = sign;
  }
  *list = &own;
  return CKR_OK;
}

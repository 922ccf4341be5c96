/*
 * winspool.drv as far as raw printing needs it, written from Microsoft's documentation. What the spooler knows lies in files of the folder
 * WINSPOOL_FOLDER: `queue` (name, status and attributes in hexadecimal), `job-N.status` and `job-N.bytes` of each document it holds. A call
 * never comes back as long as there is a file `hangs-on-` with its name.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ERROR_INVALID_PARAMETER = 87, ERROR_INSUFFICIENT_BUFFER = 122, ERROR_INVALID_PRINTER_NAME = 1801 };

typedef struct { char name[256]; uint32_t status, attributes; } Queue;
typedef struct { uint32_t jobId; FILE *bytes; } Handle;
typedef struct { const uint16_t *pDocName, *pOutputFile, *pDatatype; } DocInfo1;
typedef struct {
  void *pointers[13];
  uint32_t attributes, priority, defaultPriority, startTime, untilTime, status, jobCount, averagePagesPerMinute;
} PrinterInfo2;
typedef struct { uint16_t *pPrinterName, *pServerName; uint32_t attributes; } PrinterInfo4;
typedef struct {
  uint32_t jobId;
  void *pointers[6];
  uint32_t status, priority, position, totalPages, pagesPrinted;
  uint16_t submitted[8];
} JobInfo1;

static uint32_t lastError;

static int fail(uint32_t code) {
  lastError = code;
  return 0;
}

static void pathOf(char *path, const char *name, uint32_t jobId) {
  snprintf(path, 1024, name, getenv("WINSPOOL_FOLDER"), jobId);
}

static int readQueue(Queue *queue) {
  char path[1024];
  pathOf(path, "%s/queue", 0);
  FILE *file = fopen(path, "r");
  if (!file) return 0;
  int count = fscanf(file, "%255s %x %x", queue->name, &queue->status, &queue->attributes);
  fclose(file);
  return count == 3;
}

static void hang(const char *call) {
  char name[64], path[1024];
  snprintf(name, sizeof name, "%%s/hangs-on-%s", call);
  pathOf(path, name, 0);
  while (access(path, F_OK) == 0) pause();
}

static int isNamed(const uint16_t *name, const char *expected) {
  size_t at = 0;
  for (; expected[at]; at++) if (name[at] != (uint16_t)expected[at]) return 0;
  return name[at] == 0;
}

static int hasRoom(uint32_t size, uint32_t needs, uint32_t *needed) {
  *needed = needs;
  return size >= needs ? 1 : fail(ERROR_INSUFFICIENT_BUFFER);
}

uint32_t GetLastError(void) { return lastError; }

int OpenPrinterW(const uint16_t *name, void **handle, void *defaults) {
  Queue queue;
  if (!readQueue(&queue) || !isNamed(name, queue.name)) return fail(ERROR_INVALID_PRINTER_NAME);
  *handle = calloc(1, sizeof(Handle));
  return 1;
}

int ClosePrinter(void *handle) {
  free(handle);
  return 1;
}

int EnumPrintersW(uint32_t flags, const uint16_t *name, uint32_t level, uint8_t *buffer, uint32_t size, uint32_t *needed, uint32_t *count) {
  Queue queue;
  *count = 0;
  *needed = 0;
  if (level != 4) return fail(ERROR_INVALID_PARAMETER);
  if (!readQueue(&queue)) return 1;
  size_t length = strlen(queue.name);
  if (!hasRoom(size, sizeof(PrinterInfo4) + 2 * (length + 1), needed)) return 0;
  PrinterInfo4 *info = (PrinterInfo4 *)buffer;
  info->pPrinterName = (uint16_t *)(buffer + sizeof *info);
  info->pServerName = NULL;
  info->attributes = queue.attributes;
  for (size_t at = 0; at <= length; at++) info->pPrinterName[at] = (uint16_t)queue.name[at];
  *count = 1;
  return 1;
}

int GetPrinterW(void *handle, uint32_t level, uint8_t *buffer, uint32_t size, uint32_t *needed) {
  Queue queue;
  hang("GetPrinter");
  if (level != 2) return fail(ERROR_INVALID_PARAMETER);
  if (!readQueue(&queue)) return fail(ERROR_INVALID_PRINTER_NAME);
  if (!hasRoom(size, sizeof(PrinterInfo2), needed)) return 0;
  memset(buffer, 0, sizeof(PrinterInfo2));
  ((PrinterInfo2 *)buffer)->status = queue.status;
  ((PrinterInfo2 *)buffer)->attributes = queue.attributes;
  return 1;
}

int GetJobW(void *handle, uint32_t jobId, uint32_t level, uint8_t *buffer, uint32_t size, uint32_t *needed) {
  char path[1024];
  pathOf(path, "%s/job-%u.status", jobId);
  FILE *file = fopen(path, "r");
  if (!file || level != 1) return fail(ERROR_INVALID_PARAMETER);
  uint32_t status = 0;
  int count = fscanf(file, "%x", &status);
  fclose(file);
  if (!hasRoom(size, sizeof(JobInfo1), needed)) return 0;
  memset(buffer, 0, sizeof(JobInfo1));
  ((JobInfo1 *)buffer)->jobId = jobId;
  ((JobInfo1 *)buffer)->status = count == 1 ? status : 0;
  return 1;
}

int SetJobW(void *handle, uint32_t jobId, uint32_t level, void *job, uint32_t command) {
  char path[1024];
  if (level != 0 || command != 5) return fail(ERROR_INVALID_PARAMETER);
  pathOf(path, "%s/job-%u.status", jobId);
  if (unlink(path) != 0) return fail(ERROR_INVALID_PARAMETER);
  pathOf(path, "%s/job-%u.bytes", jobId);
  unlink(path);
  return 1;
}

static int touch(const char *name, uint32_t jobId, const char *mode) {
  char path[1024];
  pathOf(path, name, jobId);
  FILE *file = fopen(path, mode);
  if (file) fputs("0\n", file);
  return file && fclose(file) == 0;
}

uint32_t StartDocPrinterW(Handle *handle, uint32_t level, DocInfo1 *document) {
  char path[1024];
  if (level != 1 || !isNamed(document->pDatatype, "RAW") || document->pOutputFile) return fail(ERROR_INVALID_PARAMETER);
  /* Numbers are never given twice. */
  for (handle->jobId = 1; !touch("%s/job-%u.given", handle->jobId, "wx"); handle->jobId++);
  touch("%s/job-%u.status", handle->jobId, "w");
  pathOf(path, "%s/job-%u.part", handle->jobId);
  handle->bytes = fopen(path, "w");
  return handle->jobId;
}

int StartPagePrinter(Handle *handle) { return handle->bytes != NULL; }
int EndPagePrinter(Handle *handle) { return handle->bytes != NULL; }

int WritePrinter(Handle *handle, const uint8_t *bytes, uint32_t size, uint32_t *written) {
  hang("WritePrinter");
  *written = fwrite(bytes, 1, size, handle->bytes);
  return 1;
}

int EndDocPrinter(Handle *handle) {
  char part[1024], whole[1024];
  pathOf(part, "%s/job-%u.part", handle->jobId);
  pathOf(whole, "%s/job-%u.bytes", handle->jobId);
  fclose(handle->bytes);
  handle->bytes = NULL;
  return rename(part, whole) == 0;
}

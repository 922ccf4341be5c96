/*
 * What an emulated card is told and remembers: files in the folder its library lies in. A file that exists is a fault or a state
 * (`removed`, `fault-hangs-on-sign`); one with a number is a counter (`tries-left`). So it outlives the process, as a card does.
 */
#ifndef CONTROL_H
#define CONTROL_H

#define _GNU_SOURCE
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *control_path(const char *name)
{
  static char path[PATH_MAX];
  Dl_info info;
  dladdr((void *)control_path, &info);
  snprintf(path, sizeof path, "%s", info.dli_fname);
  char *slash = strrchr(path, '/');
  snprintf(slash + 1, sizeof path - (slash + 1 - path), "%s", name);
  return path;
}

static int control_has(const char *name) { return access(control_path(name), F_OK) == 0; }

static void control_set(const char *name)
{
  FILE *file = fopen(control_path(name), "w");
  if (file) fclose(file);
}

static int control_number(const char *name)
{
  int number = 0;
  FILE *file = fopen(control_path(name), "r");
  if (!file) return 0;
  if (fscanf(file, "%d", &number) != 1) number = 0;
  fclose(file);
  return number;
}

static void control_set_number(const char *name, int number)
{
  FILE *file = fopen(control_path(name), "w");
  if (!file) return;
  fprintf(file, "%d", number);
  fclose(file);
}

/* Reads a whole file; its length, or 0. */
static long control_read(const char *name, unsigned char *bytes, long size)
{
  FILE *file = fopen(control_path(name), "rb");
  if (!file) return 0;
  long length = (long)fread(bytes, 1, (size_t)size, file);
  fclose(file);
  return length;
}

/* Faults that strike any library: it never comes back, or takes its process with it. */
static void control_strike(const char *operation)
{
  char name[64];
  snprintf(name, sizeof name, "fault-hangs-on-%s", operation);
  while (control_has(name)) pause();
  snprintf(name, sizeof name, "fault-crashes-on-%s", operation);
  if (control_has(name)) *(volatile int *)0 = 1;
}

#endif
